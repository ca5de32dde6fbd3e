import { useTranslation } from 'react-i18next';
import { useCompare } from '../../layers/compare.ts';
import { useMapHandle } from '../../state/map/map-handle.ts';
import { inspectAt } from '../../state/map/map-marks.ts';
import { useMapMenu } from '../../state/map/map-menu.ts';
import { usePanels } from '../../state/window/panels.ts';
import { Menu, type MenuItem } from '../../ui/menu.tsx';
import { degreesText, metresText, sexagesimalText } from './coordinates.ts';

/** The menu of a right click on the map: coordinates to copy, and what can be done there. */
export function MapMenu(): React.JSX.Element | null {
  const { t } = useTranslation();
  const { request, ask } = useMapMenu();
  const view = useMapHandle((state) => state.view);
  if (!request || !view) return null;
  const { position, crs } = request;
  const [lon = NaN, lat = NaN] = view.toCrs([...position], 'EPSG:4326') ?? [];
  const copy = (text: string): MenuItem => ({ label: t('menu.copy', { text }), run: () => { void navigator.clipboard.writeText(text); } });
  const items: readonly MenuItem[] = [
    { label: t('menu.inspect'), run: () => { inspectAt(position, crs, 'instead'); } },
    { label: t('menu.inspect-beside'), run: () => { inspectAt(position, crs, 'beside'); } },
    'separator',
    copy(crs === 'EPSG:4326' ? degreesText(lon, lat) : metresText(position)),
    ...(Number.isFinite(lon) && crs !== 'EPSG:4326' ? [copy(degreesText(lon, lat))] : []),
    ...(Number.isFinite(lon) ? [copy(sexagesimalText(lon, lat))] : []),
    'separator',
    { label: t('menu.centre'), run: () => { view.centreOn([...position]); } },
    { label: t('menu.compare'), run: () => { useCompare.getState().set({ mode: useCompare.getState().mode === 'off' ? 'swipe' : 'off' }); } },
    { label: t('view.title'), keys: 'F8', run: () => { usePanels.getState().open({ id: 'view', place: 'right' }); } },
  ];
  return <Menu label={t('menu.title')} items={items} at={request.at} onClose={() => { ask(null); }} />;
}
