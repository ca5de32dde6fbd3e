import { FolderOpen } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { DATE_ORDERS } from '../../../shared/contract/jobs/samples.ts';
import { encodingOptions } from '../../forms/encoding-options.ts';
import { askForPath } from '../../state/window/path-request.ts';
import { report } from '../../state/report.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { TextButton } from '../../ui/text-button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { SamplesFormProps } from './samples-step.tsx';

/** The file of field observations. */
export function ObservationFile({ draft, change }: SamplesFormProps): React.JSX.Element {
  const { t } = useTranslation();
  const choose = async (): Promise<void> => {
    const path = await askForPath(t('observations.hint'));
    if (path !== null) change({ file: path });
  };
  return (
    <>
      {draft.file !== '' && <p className="path-text">{draft.file}</p>}
      <p className="step-actions"><TextButton words={t(draft.file === '' ? 'observations.choose' : 'observations.other')} icon={<FolderOpen size={14} aria-hidden />} onPress={() => { report(choose()); }} /></p>
      {draft.file === '' && <p className="field-hint">{t('observations.hint')}</p>}
    </>
  );
}

/** Columns of the file, where they have other names than usual. */
export function ObservationColumns({ draft, change }: SamplesFormProps): React.JSX.Element {
  const { t } = useTranslation();
  const usual = t('observations.usual');
  return (
    <div className="field-row">
      <TextField label={t('observations.class')} value={draft.classColumn} placeholder={usual} onChange={(classColumn) => { change({ classColumn }); }} />
      <TextField label={t('observations.date')} value={draft.dateColumn} placeholder={usual} onChange={(dateColumn) => { change({ dateColumn }); }} />
      <TextField label={t('observations.observer')} value={draft.observerColumn} placeholder={usual} onChange={(observerColumn) => { change({ observerColumn }); }} />
      <SelectField label={t('observations.date-order')} value={draft.dateOrder} options={['', ...DATE_ORDERS].map((value) => ({ value, label: t(`observations.date-order.${value === '' ? 'found' : value}`) }))} onChange={(dateOrder) => { change({ dateOrder }); }} />
      <SelectField label={t('encoding.label')} value={draft.encoding} options={encodingOptions(t)} onChange={(encoding) => { change({ encoding }); }} />
      <TextField label={t('observations.codes')} value={draft.codeSource} placeholder={t('observations.own')} onChange={(codeSource) => { change({ codeSource }); }} />
    </div>
  );
}
