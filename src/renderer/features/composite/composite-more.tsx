import { useTranslation } from 'react-i18next';
import { useRecords } from '../../state/records.ts';
import { NumberField } from '../../ui/number-field.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { commonBands } from './composite-draft.ts';
import type { CompositeFormProps } from './composite-step.tsx';
import './composite-step.css';

const REDUCERS = ['median', 'mean', 'percentile', 'medoid', 'max-ndvi'] as const;
const RESAMPLINGS = ['nearest', 'bilinear', 'cubic'] as const;
const OBSERVATIONS = ['auto', 'keep', 'none'] as const;
const COMPRESSIONS = ['DEFLATE', 'ZSTD'] as const;

/** What an expert may decide about composites. */
export function CompositeMore(props: CompositeFormProps): React.JSX.Element {
  return (
    <>
      <Bands {...props} />
      <Clouds {...props} />
      <Pixels {...props} />
      <Files {...props} />
    </>
  );
}

function Bands({ draft, change }: CompositeFormProps): React.JSX.Element {
  const { t } = useTranslation();
  const scenes = useRecords((state) => state.scene);
  const toggle = (band: string): void => {
    change({ bands: commonBands(scenes).filter((one) => (one === band ? !draft.bands.includes(band) : draft.bands.includes(one))) });
  };
  return (
    <fieldset className="band-choice">
      <legend>{t('composite.bands')}</legend>
      {commonBands(scenes).map((band) => (
        <label key={band} data-chosen={draft.bands.includes(band)}>
          <input type="checkbox" checked={draft.bands.includes(band)} onChange={() => { toggle(band); }} />
          {band}
        </label>
      ))}
    </fieldset>
  );
}

function Clouds({ draft, change }: CompositeFormProps): React.JSX.Element {
  const { t } = useTranslation();
  return (
    <div className="field-row">
      <NumberField label={t('composite.dilate')} unit="m" value={draft.dilateM} min={0} max={5000} onChange={(value) => { change({ dilateM: value ?? 0 }); }} />
      <NumberField label={t('composite.erode')} unit="m" value={draft.erodeM} min={0} max={5000} onChange={(value) => { change({ erodeM: value ?? 0 }); }} />
      <NumberField label={t('composite.max-cloud')} unit="%" value={draft.maxCloud} min={0} max={100} empty={t('composite.all-scenes')} onChange={(maxCloud) => { change({ maxCloud }); }} />
      <NumberField label={t('composite.max-gap')} whole value={draft.maxGapPeriods} min={1} max={400} empty={t('composite.no-limit')} onChange={(maxGapPeriods) => { change({ maxGapPeriods }); }} />
    </div>
  );
}

function Pixels({ draft, change }: CompositeFormProps): React.JSX.Element {
  const { t } = useTranslation();
  return (
    <>
      <SelectField label={t('composite.reducer')} value={draft.reducer} options={REDUCERS.map((value) => ({ value, label: t(`composite.reducer.${value}`) }))} onChange={(reducer) => { change({ reducer }); }} />
      {draft.reducer === 'percentile' && <NumberField label={t('composite.percentile')} unit="%" value={draft.percentile} min={0} max={100} onChange={(value) => { change({ percentile: value ?? 50 }); }} />}
      <div className="field-row">
        <TextField label={t('composite.crs')} value={draft.crs} placeholder={t('composite.crs-auto')} onChange={(crs) => { change({ crs }); }} />
        <NumberField label={t('composite.resolution')} unit="m" value={draft.resolution} min={0.01} max={100_000} empty={t('composite.finest')} onChange={(resolution) => { change({ resolution }); }} />
      </div>
      <SelectField label={t('composite.resampling')} value={draft.resampling} options={RESAMPLINGS.map((value) => ({ value, label: t(`composite.resampling.${value}`) }))} onChange={(resampling) => { change({ resampling }); }} />
    </>
  );
}

function Files({ draft, change }: CompositeFormProps): React.JSX.Element {
  const { t } = useTranslation();
  return (
    <>
      <SelectField label={t('composite.observations')} hint={t('composite.observations-hint')} value={draft.observations} options={OBSERVATIONS.map((value) => ({ value, label: t(`composite.observations.${value}`) }))} onChange={(observations) => { change({ observations }); }} />
      <SelectField label={t('composite.compression')} value={draft.compression} options={COMPRESSIONS.map((value) => ({ value, label: value }))} onChange={(compression) => { change({ compression }); }} />
      <TextField label={t('steps.title')} value={draft.title} placeholder={t('steps.title-auto')} onChange={(title) => { change({ title }); }} />
    </>
  );
}
