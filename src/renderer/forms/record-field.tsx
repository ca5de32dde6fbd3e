import { useTranslation } from 'react-i18next';
import { SelectField } from '../ui/select-field.tsx';

export interface RecordFieldProps {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly records: readonly { readonly id: string; readonly title: string; readonly simulated: boolean }[];
  readonly value: string;
  /** Offers to choose none, in these words. */
  readonly none?: string | undefined;
  readonly onChange: (id: string) => void;
}

/** One record of the catalog, by its title. */
export function RecordField({ label, hint, records, value, none, onChange }: RecordFieldProps): React.JSX.Element {
  const { t } = useTranslation();
  const titles = new Map<string, number>();
  for (const { title } of records) titles.set(title, (titles.get(title) ?? 0) + 1);
  const words = ({ id, title, simulated }: RecordFieldProps['records'][number]): string => `${title}${(titles.get(title) ?? 0) > 1 ? ` (${id})` : ''}${simulated && !/simul/i.test(title) ? ` – ${t('app.simulated')}` : ''}`;
  const options = [...(none === undefined ? [] : [{ value: '', label: none }]), ...records.map((record) => ({ value: record.id, label: words(record) }))];
  return <SelectField label={label} hint={hint} value={value} options={options.length > 0 ? options : [{ value: '', label: t('steps.none-yet') }]} onChange={onChange} />;
}

/** The chosen record if it is still there, else the first. */
export function chosenOr<T extends { readonly id: string }>(records: readonly T[], id: string): T | null {
  return records.find((record) => record.id === id) ?? records[0] ?? null;
}
