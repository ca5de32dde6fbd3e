import { useTranslation } from 'react-i18next';
import { NumberField } from '../../ui/number-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { SamplesFormProps } from './samples-step.tsx';

/** What an expert may decide about samples. */
export function SamplesMore({ draft, change }: SamplesFormProps): React.JSX.Element {
  const { t } = useTranslation();
  return (
    <>
      <div className="field-row">
        <NumberField label={t('samples.test-share')} unit="%" value={draft.testShare} min={0} max={90} onChange={(value) => { change({ testShare: value ?? 30 }); }} />
        <NumberField label={t('samples.block')} unit="m" value={draft.blockM} min={1} max={1_000_000} onChange={(value) => { change({ blockM: value ?? 1000 }); }} />
        <NumberField label={t('samples.per-class')} whole value={draft.perClass} min={1} max={10_000_000} empty={t('samples.no-limit')} onChange={(perClass) => { change({ perClass }); }} />
        <NumberField label={t('samples.min-per-class')} whole value={draft.minPerClass} min={1} max={1_000_000} onChange={(value) => { change({ minPerClass: value ?? 1 }); }} />
      </div>
      <p className="field-hint">{t('samples.block-hint')}</p>
      {draft.source === 'parcels' ? <FromParcels draft={draft} change={change} /> : <FromExtraction draft={draft} change={change} />}
      <div className="field-row">
        <NumberField label={t('steps.seed')} whole value={draft.seed} min={0} max={4_294_967_295} onChange={(value) => { change({ seed: value ?? 42 }); }} />
        <TextField label={t('steps.title')} value={draft.title} placeholder={t('steps.title-auto')} onChange={(title) => { change({ title }); }} />
      </div>
    </>
  );
}

function FromParcels({ draft, change }: SamplesFormProps): React.JSX.Element {
  const { t } = useTranslation();
  return (
    <div className="field-row">
      <NumberField label={t('samples.inner-buffer')} unit="m" value={draft.innerBufferM} min={0} max={1000} empty={t('samples.one-pixel')} onChange={(innerBufferM) => { change({ innerBufferM }); }} />
      <NumberField label={t('samples.min-area')} unit="m²" value={draft.minAreaM2} min={0} max={1e9} onChange={(value) => { change({ minAreaM2: value ?? 0 }); }} />
      <NumberField label={t('samples.per-parcel')} whole value={draft.perParcel} min={1} max={10_000} onChange={(value) => { change({ perParcel: value ?? 10 }); }} />
    </div>
  );
}

function FromExtraction({ draft, change }: SamplesFormProps): React.JSX.Element {
  const { t } = useTranslation();
  return (
    <div className="field-row">
      <NumberField label={t('samples.centre-month')} whole value={draft.centreMonth} min={1} max={12} empty={t('samples.automatic')} onChange={(centreMonth) => { change({ centreMonth }); }} />
      <NumberField label={t('samples.valid-buffer')} whole value={draft.validTimeBuffer} min={0} max={6} onChange={(value) => { change({ validTimeBuffer: value ?? 0 }); }} />
      <NumberField label={t('samples.edge-buffer')} whole value={draft.minEdgeBuffer} min={0} max={12} onChange={(value) => { change({ minEdgeBuffer: value ?? 2 }); }} />
    </div>
  );
}
