import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { boundsOfShape } from '../../layers/area-shape.ts';
import { hectaresOf } from '../../map/position.ts';
import { freeCorners, takeFileAsArea, useAreaDrawing } from '../../state/map/area-drawing.ts';
import { useArea } from '../../state/map/area.ts';
import { defineCrs } from '../../state/map/crs-definitions.ts';
import { report } from '../../state/report.ts';
import { SelectField } from '../../ui/select-field.tsx';

/** The area in numbers: hectares of its outline, and the rectangle around it, in which the work is done. */
export function AreaFacts(): React.JSX.Element | null {
  const { t, i18n } = useTranslation();
  const shape = useArea((state) => state.shape);
  useDefined(shape?.crs ?? null);
  if (!shape) return null;
  const [minX, minY, maxX, maxY] = boundsOfShape(shape);
  const number = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: Math.abs(minX) <= 360 ? 4 : 0 });
  const hectares = hectaresOf(shape);
  const size = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: hectares !== null && hectares < 100 ? 2 : 0 });
  return (
    <dl className="facts number">
      {hectares !== null && <><dt>{t('area.size')}</dt><dd>{size.format(hectares)} ha</dd></>}
      <dt>{t('area.west-east')}</dt>
      <dd>{number.format(minX)} – {number.format(maxX)}</dd>
      <dt>{t('area.south-north')}</dt>
      <dd>{number.format(minY)} – {number.format(maxY)}</dd>
      <dt>{t('area.crs')}</dt>
      <dd>{/^\w+:\d+$/.test(shape.crs) ? shape.crs : t('area.own-crs')}</dd>
    </dl>
  );
}

/** Renders again once the definition of a CRS has arrived. */
function useDefined(crs: string | null): void {
  const [, setDefined] = useState<string | null>(null);
  useEffect(() => {
    if (crs !== null) report(defineCrs(crs).then(() => { setDefined(crs); }));
  }, [crs]);
}

/** How the outline can be changed on the map. */
export function AreaEditing(): React.JSX.Element | null {
  const { t } = useTranslation();
  const shape = useArea((state) => state.shape);
  if (!shape) return null;
  return (
    <p className="soft">
      {t(shape.kind === 'rectangle' ? 'area.edit-rectangle' : 'area.edit-polygon')}{' '}
      {shape.kind === 'rectangle' && <button type="button" className="quiet" onClick={freeCorners}>{t('area.free-corners')}</button>}
    </p>
  );
}

/** Which features of the file make the area. */
export function AreaFeatures(): React.JSX.Element | null {
  const { t, i18n } = useTranslation();
  const file = useAreaDrawing((state) => state.file);
  const from = useArea((state) => state.shape?.from ?? null);
  if (!file || !from || from.path !== file.path) return null;
  const hectares = new Intl.NumberFormat(i18n.language, { maximumSignificantDigits: 3 });
  const take = (options: Parameters<typeof takeFileAsArea>[1]): void => {
    report(takeFileAsArea(file.path, options));
  };
  const features = [{ value: '', label: t('area.all-features', { count: file.total }) }, ...file.features.map(({ fid, label, hectares: size }) => ({ value: String(fid), label: `${label} · ${hectares.format(size)} ha` }))];
  return (
    <>
      {file.layers.length > 1 && <SelectField label={t('area.layer')} value={file.layer} options={file.layers.map((value) => ({ value, label: value }))} onChange={(layer) => { take({ layer }); }} />}
      {file.total > 1 && <SelectField label={t('area.features')} value={String(from.fids?.[0] ?? '')} options={features} onChange={(fid) => { take({ layer: file.layer, ...(fid === '' ? {} : { fids: [Number(fid)] }) }); }} />}
      {file.total > file.features.length && <p className="soft">{t('area.more-features', { count: file.features.length })}</p>}
      {file.simplified && <p className="soft">{t('area.simplified')}</p>}
    </>
  );
}
