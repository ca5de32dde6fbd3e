import { FileUp, Locate, Maximize, Pentagon, SquareDashedMousePointer, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useState } from 'react';
import { drawArea, showArea, stopDrawing, takeFileAsArea, takeViewAsArea, useAreaDrawing } from '../../state/map/area-drawing.ts';
import { useArea } from '../../state/map/area.ts';
import { useRecords } from '../../state/records.ts';
import { report } from '../../state/report.ts';
import { AreaEditing, AreaFacts, AreaFeatures } from './area-shape-facts.tsx';
import { useAreaText } from '../../forms/area-text.ts';
import { PathChooser } from '../../forms/path-chooser.tsx';
import { Missing, NextStep, StepFrame } from '../../forms/step-frame.tsx';

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
        <AreaFacts />
        <AreaFeatures />
        <AreaEditing />
        {area && (
          <p className="step-actions">
            {'bounds' in area && <button type="button" className="quiet" onClick={showArea}><Locate size={14} aria-hidden />{t('area.show')}</button>}
            <button type="button" className="quiet" onClick={() => { choose(null); }}><Trash2 size={14} aria-hidden />{t('area.clear')}</button>
          </p>
        )}
      </section>
      {drawing
        ? <div className="step-hint"><p>{t(drawing === 'rectangle' ? 'area.drawing' : 'area.drawing-polygon')}</p><button type="button" className="secondary" onClick={stopDrawing}>{t('area.stop')}</button></div>
        : (
          <div className="button-column">
            <button type="button" className="secondary" onClick={() => { report(drawArea()); }}><SquareDashedMousePointer size={16} aria-hidden />{t('area.draw')}</button>
            <button type="button" className="secondary" onClick={() => { report(drawArea('polygon')); }}><Pentagon size={16} aria-hidden />{t('area.draw-polygon')}</button>
            <button type="button" className="secondary" onClick={takeViewAsArea}><Maximize size={16} aria-hidden />{t('area.view')}</button>
            <button type="button" className="secondary" aria-expanded={choosing} onClick={() => { setChoosing(!choosing); }}><FileUp size={16} aria-hidden />{t('area.file')}</button>
          </div>
        )}
      {choosing && <PathChooser wants="file" hint={t('area.file-hint')} onChoose={([file]) => { if (file !== undefined) report(takeFileAsArea(file)); setChoosing(false); }} onClose={() => { setChoosing(false); }} />}
    </StepFrame>
  );
}
