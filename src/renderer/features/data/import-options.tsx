import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportOptions } from '../../../shared/contract/import.ts';
import { More } from '../../ui/more.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { encodingOptions } from '../../forms/encoding-options.ts';
import { useImport } from './import-state.ts';

/** Products that a file cannot be told to be, or that may be forced. */
const KINDS = ['', 'sentinel2-safe', 'geotiff-stack', 'parcels', 'cropland-mask', 'class-scheme'] as const;

/** What a file does not say itself: for those whose files lack it. */
export function ImportOptionsForm({ onLookAgain }: { readonly onLookAgain: (options: ImportOptions) => void }): React.JSX.Element {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<ImportOptions>(useImport.getState().options);
  const change = (part: ImportOptions): void => {
    setDraft(Object.fromEntries(Object.entries({ ...draft, ...part }).filter(([, value]) => value !== undefined)));
  };
  const words = (text: string): string | undefined => (text.trim() === '' ? undefined : text.trim());
  const bands = (text: string): string[] | undefined => (text.trim() === '' ? undefined : text.split(/[\s,;]+/).filter((band) => band !== ''));
  const set = (key: 'datetime' | 'codeColumn' | 'as' | 'encoding', text: string): void => {
    const value = words(text);
    const rest = Object.fromEntries(Object.entries(draft).filter(([name]) => name !== key)) as ImportOptions;
    setDraft(value === undefined ? rest : { ...rest, [key]: value });
  };
  return (
    <More label={t('steps.more')}>
      <SelectField label={t('data.as')} hint={t('data.as-hint')} value={(KINDS as readonly string[]).includes(draft.as ?? '') ? (draft.as ?? '') : ''} options={KINDS.map((value) => ({ value, label: t(`data.as.${value === '' ? 'automatic' : value}`) }))} onChange={(value) => { set('as', value); }} />
      <TextField label={t('data.bands')} hint={t('data.bands-hint')} value={draft.bands?.join(', ') ?? ''} placeholder="B02, B03, B04, B08, SCL" onChange={(text) => { change({ bands: bands(text) }); }} />
      <TextField label={t('data.date')} hint={t('data.date-hint')} type="date" value={draft.datetime ?? ''} onChange={(text) => { set('datetime', text); }} />
      <TextField label={t('data.code-column')} hint={t('data.code-column-hint')} value={draft.codeColumn ?? ''} onChange={(text) => { set('codeColumn', text); }} />
      <SelectField label={t('encoding.label')} hint={t('encoding.hint')} value={draft.encoding ?? ''} options={encodingOptions(t)} onChange={(value) => { set('encoding', value); }} />
      <NumberField label={t('data.offset')} hint={t('data.offset-hint')} value={draft.boaOffset ?? null} min={-20_000} max={20_000} empty={t('data.from-metadata')} onChange={(value) => { change({ boaOffset: value ?? undefined }); }} />
      <button type="button" className="secondary" onClick={() => { onLookAgain(draft); }}>{t('data.look-again')}</button>
    </More>
  );
}
