import { useTranslation } from 'react-i18next';
import type { OptionForm, OptionValue } from '../../shared/families/option-form.ts';
import { NumberField } from '../ui/number-field.tsx';
import { SelectField } from '../ui/select-field.tsx';
import { inLanguage } from '../state/families.ts';
import './family-options.css';

/** Stands for “a number of its own” in the list of an option that has named values beside numbers. */
const OWN = 'own';
const LARGEST = 1e9;

export interface FamilyOptionsProps {
  readonly forms: readonly OptionForm[];
  readonly values: Readonly<Record<string, OptionValue>>;
  readonly onChange: (name: string, value: OptionValue) => void;
}

/** The options of a family, each drawn from what the engine says of it. */
export function FamilyOptions({ forms, values, onChange }: FamilyOptionsProps): React.JSX.Element {
  return (
    <div className="family-options">
      {forms.map((form) => <Option key={form.name} form={form} value={values[form.name] ?? form.default} onChange={(value) => { onChange(form.name, value); }} />)}
    </div>
  );
}

interface OptionProps {
  readonly form: OptionForm;
  readonly value: OptionValue;
  readonly onChange: (value: OptionValue) => void;
}

function Option(props: OptionProps): React.JSX.Element {
  const { form } = props;
  return form.type === 'number' ? <NumberOption {...props} /> : <ChoiceOption {...props} />;
}

function NumberOption({ form, value, onChange }: OptionProps): React.JSX.Element {
  const { i18n } = useTranslation();
  const whole = form.whole ? { whole: true as const } : {};
  const label = inLanguage(form.label, i18n.language);
  return <NumberField {...whole} label={label} hint={inLanguage(form.hint, i18n.language)} value={typeof value === 'number' ? value : null} min={form.min ?? -LARGEST} max={form.max ?? LARGEST} onChange={(next) => { onChange(next ?? form.default); }} />;
}

function ChoiceOption({ form, value, onChange }: OptionProps): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const named = form.choices.map((choice) => ({ value: choice.value, label: inLanguage(choice.label, i18n.language) }));
  const options = form.type === 'choice-or-number' ? [...named, { value: OWN, label: t('learner.own-number') }] : named;
  const isOwn = typeof value === 'number';
  return (
    <>
      <SelectField label={inLanguage(form.label, i18n.language)} hint={inLanguage(form.hint, i18n.language)} value={isOwn ? OWN : String(value)} options={options} onChange={(next) => { onChange(next === OWN ? (form.min ?? 1) : next); }} />
      {isOwn && <NumberOption form={form} value={value} onChange={onChange} />}
    </>
  );
}
