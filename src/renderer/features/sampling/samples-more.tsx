import { useTranslation } from 'react-i18next';
import { NumberField } from '../../ui/number-field.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useRecords } from '../../state/records.ts';
import { ObservationColumns } from './observation-fields.tsx';
import type { SamplesFormProps } from './samples-step.tsx';
import './samples-step.css';

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
      {draft.source === 'extraction' ? <FromExtraction draft={draft} change={change} /> : <Drawing draft={draft} change={change} />}
      {draft.source === 'observations' && <ObservationColumns draft={draft} change={change} />}
      <div className="field-row">
        <NumberField label={t('steps.seed')} whole value={draft.seed} min={0} max={4_294_967_295} onChange={(value) => { change({ seed: value ?? 42 }); }} />
        <TextField label={t('steps.title')} value={draft.title} placeholder={t('steps.title-auto')} onChange={(title) => { change({ title }); }} />
      </div>
    </>
  );
}

function Drawing({ draft, change }: SamplesFormProps): React.JSX.Element {
  const { t } = useTranslation();
  const composites = useRecords((state) => state.composite);
  const others = composites.filter(({ id }) => id !== (draft.composite === '' ? composites[0]?.id : draft.composite));
  return (
    <>
      <SelectField label={t('samples.take')} value={draft.take} options={(['points', 'median'] as const).map((value) => ({ value, label: t(`samples.take.${value}`) }))} onChange={(take) => { change({ take }); }} />
      <div className="field-row">
        <NumberField label={t('samples.inner-buffer')} unit="m" value={draft.innerBufferM} min={0} max={1000} empty={t('samples.one-pixel')} onChange={(innerBufferM) => { change({ innerBufferM }); }} />
        {draft.source === 'parcels' && <NumberField label={t('samples.min-area')} unit="m²" value={draft.minAreaM2} min={0} max={1e9} onChange={(value) => { change({ minAreaM2: value ?? 0 }); }} />}
        {draft.take === 'points' && <NumberField label={t('samples.per-parcel')} whole value={draft.perParcel} min={1} max={10_000} onChange={(value) => { change({ perParcel: value ?? 10 }); }} />}
        <NumberField label={t('samples.per-region')} whole value={draft.perClassRegion} min={1} max={10_000_000} empty={t('samples.no-limit')} onChange={(perClassRegion) => { change({ perClassRegion }); }} />
        {draft.perClassRegion !== null && <NumberField label={t('samples.region')} unit="m" value={draft.regionM} min={1} max={10_000_000} onChange={(value) => { change({ regionM: value ?? 50_000 }); }} />}
      </div>
      {others.length > 0 && <MoreComposites others={others} chosen={draft.moreComposites} onChange={(moreComposites) => { change({ moreComposites }); }} />}
    </>
  );
}

interface MoreCompositesProps {
  readonly others: readonly { readonly id: string; readonly title: string }[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

function MoreComposites({ others, chosen, onChange }: MoreCompositesProps): React.JSX.Element {
  const { t } = useTranslation();
  return (
    <fieldset className="check-list">
      <legend>{t('samples.more-composites')}</legend>
      {others.map(({ id, title }) => (
        <label key={id}>
          <input type="checkbox" checked={chosen.includes(id)} onChange={(event) => { onChange(event.target.checked ? [...chosen, id] : chosen.filter((one) => one !== id)); }} />
          {title}
        </label>
      ))}
    </fieldset>
  );
}

function FromExtraction({ draft, change }: SamplesFormProps): React.JSX.Element {
  const { t } = useTranslation();
  return (
    <>
      <div className="field-row">
        <NumberField label={t('samples.valid-buffer')} whole value={draft.validTimeBuffer} min={0} max={6} onChange={(value) => { change({ validTimeBuffer: value ?? 0 }); }} />
        <NumberField label={t('samples.edge-buffer')} whole value={draft.minEdgeBuffer} min={0} max={12} onChange={(value) => { change({ minEdgeBuffer: value ?? 2 }); }} />
      </div>
      <SelectField label={t('samples.window')} value={draft.window} options={(['season', 'label', 'whole'] as const).map((value) => ({ value, label: t(`samples.window.${value}`) }))} onChange={(window) => { change({ window }); }} />
      <SelectField label={t('samples.quality')} value={draft.quality} options={(['auto', 'landcover', 'croptype', 'none'] as const).map((value) => ({ value, label: t(`samples.quality.${value}`) }))} onChange={(quality) => { change({ quality }); }} />
    </>
  );
}
