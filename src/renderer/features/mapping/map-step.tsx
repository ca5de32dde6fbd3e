import { useTranslation } from 'react-i18next';
import type { ClassifyRequest } from '../../../shared/contract/jobs/classify.ts';
import type { FallbackRule } from '../../../shared/schemes/fallback.ts';
import type { Job } from '../../../shared/job/job.ts';
import { openRecord, resultOf } from '../../state/jobs/open-result.ts';
import { useRecords } from '../../state/records.ts';
import { openStep } from '../../state/window/step-path.ts';
import { More } from '../../ui/more.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useDraft } from '../../forms/drafts.ts';
import { FallbackFields, fallbackFor } from './fallback-fields.tsx';
import { JobAction } from '../../forms/job-action.tsx';
import { PixelCounts } from '../../forms/pixel-counts.tsx';
import { chosenOr, RecordField } from '../../forms/record-field.tsx';
import { Missing, NextStep, StepFrame } from '../../forms/step-frame.tsx';
import { freeTitle } from '../../../shared/text/derived-title.ts';
import { useJobStep } from '../../forms/use-job-step.ts';

/** `cropland` null: the first mask that there is; empty: none. */
const DEFAULTS = { model: '', composite: '', cropland: null as string | null, windowPx: null as number | null, fallback: [] as FallbackRule[], title: '' };

/** A crop map: the model asked for every pixel of a composite. */
export function MapStep(): React.JSX.Element {
  const { t } = useTranslation();
  const { model: all, composite: composites, mask: masks, map: maps } = useRecords();
  const [draft, change] = useDraft<typeof DEFAULTS>('map', DEFAULTS);
  // An encoder gives numbers, not classes; patches have no runner yet, and the panel of models says so.
  const models = all.filter(({ card }) => card.task !== 'embedding' && card.task !== 'patch-series');
  const model = chosenOr(models, draft.model);
  const composite = chosenOr(composites, draft.composite);
  const mask = draft.cropland === null ? (masks[0] ?? null) : (masks.find(({ id }) => id === draft.cropland) ?? null);
  const missing = !model ? ({ reason: t('map.no-model'), step: 'train' } as const) : !composite ? ({ reason: t('map.no-composite'), step: 'composite' } as const) : null;
  const title = draft.title.trim();
  const params: ClassifyRequest | null = model && composite && { model: model.id, composite: composite.id, cropland: mask?.id ?? null, windowPx: draft.windowPx, fallback: fallbackFor(model, draft.fallback), title: title === '' ? freeTitle(t('map.auto-title', { name: composite.title }), maps) : title };
  const step = useJobStep('map', ['classify'], params && { kind: 'classify', params: { ...params } });
  return (
    <StepFrame purpose={t('map.purpose')} foot={<JobAction step={step} label={t('map.start')} blocked={missing?.reason ?? null} result={(job) => <MapResult job={job} />} />}>
      {missing && <Missing reason={missing.reason} step={missing.step} />}
      <RecordField label={t('map.model')} records={models} value={model?.id ?? ''} onChange={(id) => { change({ model: id }); }} />
      <RecordField label={t('map.composite')} records={composites} value={composite?.id ?? ''} onChange={(id) => { change({ composite: id }); }} />
      <RecordField label={t('map.mask')} hint={t('map.mask-hint')} records={masks} value={mask?.id ?? ''} none={t('map.no-mask')} onChange={(id) => { change({ cropland: id }); }} />
      <More label={t('steps.more')}>
        <NumberField label={t('map.window')} hint={t('map.window-hint')} unit="px" whole value={draft.windowPx} min={64} max={4096} empty={t('samples.automatic')} onChange={(windowPx) => { change({ windowPx }); }} />
        {model && <FallbackFields model={model} rules={draft.fallback} onChange={(fallback) => { change({ fallback }); }} />}
        <TextField label={t('steps.title')} value={draft.title} placeholder={t('steps.title-auto')} onChange={(text) => { change({ title: text }); }} />
      </More>
    </StepFrame>
  );
}

function MapResult({ job }: { readonly job: Job }): React.JSX.Element {
  const { t } = useTranslation();
  const record = resultOf(job);
  if (record?.kind !== 'map') return <></>;
  return (
    <>
      <PixelCounts map={record} most={5} />
      <p className="step-actions">
        <button type="button" className="quiet" onClick={() => { openRecord(record); openStep('map'); }}>{t('steps.show')}</button>
        <NextStep step="check" label={t('steps.next', { step: t('path.check') })} />
      </p>
    </>
  );
}
