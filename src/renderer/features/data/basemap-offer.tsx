import { Map as MapIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { addBasemapFile } from '../../state/map/basemaps.ts';
import { report } from '../../state/report.ts';
import { clearImport, useImport } from './import-state.ts';

/** A GeoTIFF may be data or only something to look at: the person says which. */
export function BasemapOffer(): React.JSX.Element | null {
  const { t } = useTranslation();
  const { paths, phase } = useImport();
  const [path, ...others] = paths;
  if (phase !== 'found' || path === undefined || others.length > 0 || !/\.tiff?$/i.test(path)) return null;
  const take = (): void => {
    clearImport();
    report(addBasemapFile(path));
  };
  return (
    <button type="button" className="secondary" onClick={take}>
      <MapIcon size={16} aria-hidden />
      {t('data.as-basemap')}
    </button>
  );
}
