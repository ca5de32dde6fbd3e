import { ListFilter, Plus, Search, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { PARCEL_OPERATORS } from '../../../shared/contract/parcels.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Popover } from '../../ui/popover.tsx';
import { TextButton } from '../../ui/text-button.tsx';
import type { TableColumn } from './columns.ts';
import { isComplete, type Operator, type TypedCondition, useTableChoices } from './table-choices.ts';

/** Words sought everywhere, or conditions on columns. */
export function FilterBar({ columns }: { readonly columns: readonly TableColumn[] }): React.JSX.Element {
  const { t } = useTranslation();
  const { words, conditions, change } = useTableChoices();
  const active = conditions.filter(isComplete).length;
  return (
    <>
      <label className="table-search">
        <Search size={13} aria-hidden />
        <span className="hidden-text">{t('table.search')}</span>
        <input type="search" placeholder={t(active > 0 ? 'table.search-conditions' : 'table.search')} value={active > 0 ? '' : words} onChange={(event) => { change({ words: event.target.value, conditions: [] }); }} />
      </label>
      <Popover label={t('table.filter')} button={<><ListFilter size={13} aria-hidden />{active > 0 ? t('table.filters', { count: active }) : t('table.filter')}</>}>
        {() => <Conditions columns={columns} />}
      </Popover>
      {active > 0 && <IconButton label={t('table.no-filter')} icon={<X size={13} />} onPress={() => { change({ conditions: [] }); }} />}
    </>
  );
}

/** All conditions; a row must meet every one. */
function Conditions({ columns }: { readonly columns: readonly TableColumn[] }): React.JSX.Element {
  const { t } = useTranslation();
  const { conditions, change } = useTableChoices();
  const first: TypedCondition = { column: columns.find(({ name }) => name === 'label')?.name ?? columns[0]?.name ?? 'fid', op: 'contains', text: '' };
  const rows = conditions.length > 0 ? conditions : [first];
  const put = (next: readonly TypedCondition[]): void => { change({ conditions: next, words: '' }); };
  return (
    <div className="conditions">
      <p className="soft">{t('table.conditions')}</p>
      {rows.map((condition, index) => (
        <ConditionRow key={index} condition={condition} columns={columns} onChange={(next) => { put(rows.with(index, next)); }} onRemove={() => { put(rows.filter((_, other) => other !== index)); }} />
      ))}
      <TextButton words={t('table.add-condition')} icon={<Plus size={13} aria-hidden />} onPress={() => { put([...rows, first]); }} />
    </div>
  );
}

interface ConditionRowProps {
  readonly condition: TypedCondition;
  readonly columns: readonly TableColumn[];
  readonly onChange: (condition: TypedCondition) => void;
  readonly onRemove: () => void;
}

function ConditionRow({ condition, columns, onChange, onRemove }: ConditionRowProps): React.JSX.Element {
  const { t } = useTranslation();
  const { column, op, text } = condition;
  const needsValue = op !== 'empty' && op !== 'filled';
  return (
    <div className="condition">
      <select aria-label={t('table.column')} value={column} onChange={(event) => { onChange({ ...condition, column: event.target.value }); }}>
        {columns.map(({ name, title }) => <option key={name} value={name}>{title === null ? name : t(title)}</option>)}
      </select>
      <select aria-label={t('table.operator')} value={op} onChange={(event) => { onChange({ ...condition, op: event.target.value as Operator }); }}>
        {PARCEL_OPERATORS.map((value) => <option key={value} value={value}>{t(`table.op.${value}`)}</option>)}
      </select>
      {needsValue ? <input type="text" aria-label={t('table.value')} placeholder={op === 'in' ? t('table.list-hint') : t('table.value')} value={text} autoComplete="off" onChange={(event) => { onChange({ ...condition, text: event.target.value }); }} /> : <span />}
      <IconButton label={t('table.remove-condition')} icon={<X size={13} />} onPress={onRemove} />
    </div>
  );
}
