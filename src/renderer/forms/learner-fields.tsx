import { useTranslation } from 'react-i18next';
import { BALANCE_METHODS, type BalanceMethod } from '../../shared/contract/jobs/train.ts';
import { More } from '../ui/more.tsx';
import { NumberField } from '../ui/number-field.tsx';
import { SelectField } from '../ui/select-field.tsx';
import { EncoderFields } from './encoder-fields.tsx';
import { inLanguage } from '../state/families.ts';
import { FamilyOptions } from './family-options.tsx';
import { LEARNER, type Learner, type LearnerChoice, needsEncoder } from './learner.ts';

const FEATURE_SETS = ['default', 'bands', 'temporal', 'full'] as const;
const BALANCES: readonly BalanceMethod[] = BALANCE_METHODS.toSorted((a, b) => weightOf(a) - weightOf(b));

export interface LearnerFieldsProps {
  readonly learner: Learner;
  readonly choice: LearnerChoice;
  readonly onChange: (part: Partial<LearnerChoice>) => void;
  /** What else belongs to embeddings, such as changed copies of samples. */
  readonly ofEmbeddings?: React.ReactNode;
}

/** Which kind of classifier, what it is given, and how far rare classes count. */
export function LearnerFields({ learner, choice, onChange, ofEmbeddings }: LearnerFieldsProps): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const { families, family, input, encoders, encoder } = learner;
  return (
    <>
      <SelectField label={t('learner.family')} hint={inLanguage(family.summary, i18n.language)} value={family.id} options={families.map(({ id, label }) => ({ value: id, label: inLanguage(label, i18n.language) }))} onChange={(id) => { onChange({ family: id, input: null }); }} />
      {family.inputs.length > 1 && <SelectField label={t('learner.input')} hint={t(`learner.input-hint.${input}`)} value={input} options={family.inputs.map((value) => ({ value, label: t(`learner.input.${value}`) }))} onChange={(value) => { onChange({ input: value }); }} />}
      {input === 'features' && <SelectField label={t('learner.features')} hint={t(`learner.features-hint.${choice.features}`)} value={choice.features} options={FEATURE_SETS.map((value) => ({ value, label: t(`learner.features.${value}`) }))} onChange={(features) => { onChange({ features }); }} />}
      {needsEncoder(input) && <EncoderFields encoders={encoders} encoder={encoder?.id ?? ''} onEncoder={(id) => { onChange({ encoder: id }); }} />}
      {needsEncoder(input) && ofEmbeddings}
      <SelectField label={t('learner.balance')} hint={t(`learner.balance-hint.${choice.balance}`)} value={choice.balance} options={BALANCES.map((value) => ({ value, label: t(`learner.balance.${value}`) }))} onChange={(balance) => { onChange({ balance }); }} />
    </>
  );
}

/** From as they occur to all the same. */
function weightOf(method: BalanceMethod): number {
  return ['none', 'log', 'effective', 'balanced'].indexOf(method);
}

export type LearnerOptionsProps = Pick<LearnerFieldsProps, 'learner' | 'choice' | 'onChange'>;

/** The options of the kind of classifier, folded away. */
export function LearnerOptions({ learner: { family }, choice, onChange }: LearnerOptionsProps): React.JSX.Element {
  const { t } = useTranslation();
  const own = choice.options[family.id] ?? {};
  return (
    <More label={t('learner.options')}>
      <FamilyOptions forms={family.options} values={own} onChange={(name, value) => { onChange({ options: { ...choice.options, [family.id]: { ...own, [name]: value } } }); }} />
    </More>
  );
}

/** Whether weights of samples count, and how many samples are kept aside by families that stop early. */
export function LearnerRest({ learner: { family }, choice, onChange }: LearnerOptionsProps): React.JSX.Element {
  const { t } = useTranslation();
  return (
    <>
      <SelectField label={t('learner.weights')} value={choice.sampleWeights} options={(['use', 'ignore'] as const).map((value) => ({ value, label: t(`learner.weights.${value}`) }))} onChange={(sampleWeights) => { onChange({ sampleWeights }); }} />
      {family.validation === 'aside' && <NumberField label={t('learner.validation')} hint={t('learner.validation-hint')} unit="%" value={choice.validationPercent} min={0} max={50} onChange={(value) => { onChange({ validationPercent: value ?? LEARNER.validationPercent }); }} />}
    </>
  );
}
