import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SampleDescription } from '../../../shared/contract/samples.ts';
import { NOT_KNOWN } from '../../../shared/reports/assess.ts';
import { WHERE_ATTRIBUTES } from '../../../shared/reports/where.ts';
import { call } from '../../client/call.ts';
import { report } from '../../state/report.ts';
import { More } from '../../ui/more.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { TickList } from '../../ui/tick-list.tsx';
import '../../forms/family-options.css';
import { figuresIn } from './figures.ts';
import { groupName } from './group-name.ts';
import { conditionsOf, type DegreeSpan, type WhereDraft } from './where-draft.ts';

const AXES = [['lon', 180], ['lat', 90]] as const;

export interface WhereFieldsProps {
  readonly label: string;
  /** Id of the sample set; its values are offered. */
  readonly samples: string;
  readonly where: WhereDraft;
  readonly onChange: (where: WhereDraft) => void;
}

/** Takes only some samples of a set: of a region, year, country or data set, or between limits in degrees. */
export function WhereFields({ label, samples, where, onChange }: WhereFieldsProps): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const { count } = figuresIn(i18n.language);
  const parts = useParts(samples);
  const chosen = conditionsOf(where).length;
  return (
    <More label={chosen === 0 ? label : t('reports.where-chosen', { label, count: chosen })}>
      {WHERE_ATTRIBUTES.flatMap((name) => parts.filter((part) => part.name === name)).map(({ name, values, more }) => (
        <TickList
          key={name}
          label={t(`reports.by.${name}`)}
          hint={more > 0 ? t('reports.where-more', { count: more, number: count(more) }) : undefined}
          options={values.filter(({ value }) => value !== NOT_KNOWN).map(({ value, rows }) => ({ value, label: groupName(value, t), note: count(rows) }))}
          ticked={where.values[name] ?? []}
          onChange={(ticked) => { onChange({ ...where, values: { ...where.values, [name]: ticked } }); }}
        />
      ))}
      {AXES.map(([axis, limit]) => <Degrees key={axis} axis={axis} limit={limit} span={where[axis]} onChange={(span) => { onChange({ ...where, [axis]: span }); }} />)}
    </More>
  );
}

interface DegreesProps {
  readonly axis: 'lon' | 'lat';
  readonly limit: number;
  readonly span: DegreeSpan;
  readonly onChange: (span: DegreeSpan) => void;
}

function Degrees({ axis, limit, span, onChange }: DegreesProps): React.JSX.Element {
  const { t } = useTranslation();
  return (
    <div className="family-options">
      {(['from', 'to'] as const).map((end) => <NumberField key={end} label={t(`reports.${axis}-${end}`)} unit="°" empty={t('reports.no-limit')} value={span[end]} min={-limit} max={limit} onChange={(value) => { onChange({ ...span, [end]: value }); }} />)}
    </div>
  );
}

/** What the samples of a set differ in. */
function useParts(samples: string): SampleDescription['by'] {
  const [found, setFound] = useState<{ readonly samples: string; readonly by: SampleDescription['by'] } | null>(null);
  useEffect(() => {
    if (samples === '') return undefined;
    const aborter = new AbortController();
    report(call('samples.describe', { id: samples }, aborter.signal).then(({ by }) => { setFound({ samples, by }); }));
    return () => { aborter.abort(); };
  }, [samples]);
  return found?.samples === samples ? found.by.filter(({ values }) => values.length > 1) : [];
}
