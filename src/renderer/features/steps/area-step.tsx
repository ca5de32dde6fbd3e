import { FileUp, Locate, Maximize, SquareDashedMousePointer, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useState } from 'react';
import { drawArea, stopDrawing, takeViewAsArea, useAreaDrawing } from '../../state/area-drawing.ts';
import { useArea } from '../../state/area.ts';
import { useMapHandle } from '../../state/map-handle.ts';
import { useRecords } from '../../state/records.ts';
import { report } from '../../state/report.ts';
import { areaOf, movedBounds } from '../../map/position.ts';
import { useAreaText } from './area-text.ts';
import { PathChooser } from './path-chooser.tsx';
import { Missing, NextStep, StepFrame } from './step-frame.tsx';

/** Where to work: drawn, as the map shows it, from a file, or all that the scenes cover. */
export function AreaStep(): React.JSX.Element {
  const { t } = useTranslation();
  const { area, choose } = useArea();
  const { drawing } = useAreaDrawing();
  const scenes = useRecords((state) => state.scene);
  const text = useAreaText();
  const [choosing, setChoosing] = useState(false);
  return (
    <StepFrame purpose={t('area.purpose')} foot={<NextStep step="composite" label={t('steps.next', { step: t('path.composite') })} />}>
      {scenes.length === 0 && <Missing reason={t('area.no-scenes')} step="data" />}
      <section className="area-now" aria-live="polite">
        <h3>{t('area.now')}</h3>
        <p>{text}</p>
        {area && 'bounds' in area && <Bounds />}
        {area && (
          <p className="step-actions">
            {'bounds' in area && <button type="button" className="quiet" onClick={showArea}><Locate size={14} aria-hidden />{t('area.show')}</button>}
            <button type="button" className="quiet" onClick={() => { choose(null); }}><Trash2 size={14} aria-hidden />{t('area.clear')}</button>
          </p>
        )}
      </section>
      {drawing
        ? <div className="step-hint"><p>{t('area.drawing')}</p><button type="button" className="secondary" onClick={stopDrawing}>{t('area.stop')}</button></div>
        : (
          <div className="button-column">
            <button type="button" className="secondary" onClick={() => { report(drawArea()); }}><SquareDashedMousePointer size={16} aria-hidden />{t('area.draw')}</button>
            <button type="button" className="secondary" onClick={takeViewAsArea}><Maximize size={16} aria-hidden />{t('area.view')}</button>
            <button type="button" className="secondary" aria-expanded={choosing} onClick={() => { setChoosing(!choosing); }}><FileUp size={16} aria-hidden />{t('area.file')}</button>
          </div>
        )}
      {choosing && <PathChooser wants="file" hint={t('area.file-hint')} onChoose={([file]) => { if (file !== undefined) choose({ file }); setChoosing(false); }} onClose={() => { setChoosing(false); }} />}
    </StepFrame>
  );
}

function showArea(): void {
  const { area } = useArea.getState();
  const { view } = useMapHandle.getState();
  const extent = view && area && 'bounds' in area ? movedBounds([...area.bounds], area.crs, view.crs) : null;
  if (extent) view?.fitExtent(extent);
}

/** The rectangle in numbers. */
function Bounds(): React.JSX.Element | null {
  const { t, i18n } = useTranslation();
  const { area } = useArea();
  if (!area || !('bounds' in area)) return null;
  const number = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: Math.abs(area.bounds[0]) <= 360 ? 4 : 0 });
  const size = areaOf([...area.bounds], area.crs);
  return (
    <dl className="facts number">
      <dt>{t('area.west-east')}</dt>
      <dd>{number.format(area.bounds[0])} – {number.format(area.bounds[2])}</dd>
      <dt>{t('area.south-north')}</dt>
      <dd>{number.format(area.bounds[1])} – {number.format(area.bounds[3])}</dd>
      <dt>{t('area.crs')}</dt>
      <dd>{area.crs}</dd>
      {size !== null && <><dt>{t('area.size')}</dt><dd>{new Intl.NumberFormat(i18n.language, { maximumSignificantDigits: 3 }).format(size / 1e6)} km²</dd></>}
    </dl>
  );
}
