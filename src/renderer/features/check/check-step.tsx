import { useTranslation } from 'react-i18next';
import type { CropMap, Model } from '../../../shared/records/learning.ts';
import { toldText } from '../../i18n/messages/told-text.ts';
import { useSubject } from '../../state/jobs/open-result.ts';
import { openReport } from '../../state/samples/report-choice.ts';
import { useRecords } from '../../state/records.ts';
import { More } from '../../ui/more.tsx';
import { PixelCounts } from '../../forms/pixel-counts.tsx';
import { Provenance } from './provenance.tsx';
import { chosenOr, RecordField } from '../../forms/record-field.tsx';
import { Report } from './report.tsx';
import { Missing, NextStep, StepFrame } from '../../forms/step-frame.tsx';
import './check-step.css';

/** How far a map can be trusted: the report of its model, what was counted, where it comes from, and whether it can be made again. */
export function CheckStep(): React.JSX.Element {
  const { t } = useTranslation();
  const { map: maps, model: models } = useRecords();
  const { id, choose } = useSubject();
  const subject = chosenOr<CropMap | Model>([...maps, ...models], id);
  const map = subject?.kind === 'map' ? subject : null;
  const model = subject?.kind === 'model' ? subject : models.find((one) => one.id === map?.modelId);
  if (!subject) return <StepFrame purpose={t('check.purpose')}><Missing reason={t('check.no-map')} step="map" /></StepFrame>;
  return (
    <StepFrame purpose={t('check.purpose')} foot={map ? <NextStep step="share" label={t('steps.next', { step: t('path.share') })} /> : <NextStep step="map" label={t('steps.next', { step: t('path.map') })} />}>
      <RecordField label={t('check.map')} records={[...maps, ...models]} value={subject.id} onChange={choose} />
      {subject.simulated && <p className="simulated-note">{t('check.simulated')}</p>}
      {model?.card.metrics ? <><Report metrics={model.card.metrics} scheme={model.card.scheme} /><p className="step-actions"><button type="button" className="quiet" onClick={() => { openReport({ kind: 'training', id: model.id }); }}>{t('report.open')}</button></p></> : <p className="soft">{t('check.no-report')}</p>}
      {map && <MapFacts key={map.id} map={map} />}
    </StepFrame>
  );
}

function MapFacts({ map }: { readonly map: CropMap }): React.JSX.Element {
  const { t } = useTranslation();
  return (
    <>
      <h3>{t('check.counts')}</h3>
      <PixelCounts map={map} />
      {map.warnings.length > 0 && <More label={t('check.warnings', { count: map.warnings.length })}><ul className="plain-list">{map.warnings.map(toldText).map((warning) => <li key={warning}>{warning}</li>)}</ul></More>}
      <h3>{t('check.provenance')}</h3>
      <Provenance map={map} />
    </>
  );
}
