import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isLeakClear, type LeakDocument, type LeakSide } from '../../../shared/hygiene/leak.ts';
import type { SampleSet } from '../../../shared/records/learning.ts';
import { toldDifference } from '../../../shared/stats/told-difference.ts';
import { call } from '../../client/call.ts';
import { report } from '../../state/report.ts';
import { runToEnd, useRunning } from './follow-job.ts';
import { type SplitDraft, specOf } from './split-state.ts';

interface LeakPartProps {
  readonly samples: SampleSet;
  readonly draft: SplitDraft;
}

/** What a random split would hide: the same forest, tested both ways. */
export function LeakPart({ samples, draft }: LeakPartProps): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const [leaks, setLeaks] = useState<readonly LeakDocument[]>([]);
  const running = useRunning('samples-leak', samples.id);
  useEffect(() => {
    const aborter = new AbortController();
    report(call('samples.leaks', { samples: samples.id }, aborter.signal).then((answer) => { setLeaks(answer.leaks); }));
    return () => { aborter.abort(); };
  }, [samples.id]);
  const spec = specOf(draft);
  const leak = leaks.findLast((one) => JSON.stringify(one.spec) === JSON.stringify(spec)) ?? null;
  const measure = async (): Promise<void> => {
    const job = await runToEnd('samples-leak', { samples: samples.id, split: spec });
    if (job.state === 'done') setLeaks((await call('samples.leaks', { samples: samples.id })).leaks);
  };
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent' }).format(running?.progress?.fraction ?? 0);
  return (
    <section className="leak-part" aria-label={t('hygiene.leak')}>
      <h3>{t('hygiene.leak')}</h3>
      {leak ? <Leak leak={leak} /> : <p className="soft">{t('hygiene.leak-purpose')}</p>}
      {!leak && <button type="button" className="quiet" aria-disabled={running !== null} onClick={() => { if (!running) report(measure()); }}>{running ? t('hygiene.leak-running', { percent }) : t('hygiene.leak-measure')}</button>}
    </section>
  );
}

function Leak({ leak }: { readonly leak: LeakDocument }): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const points = new Intl.NumberFormat(i18n.language, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const difference = points.format(toldDifference(leak.random.macroF1 * 100, leak.blocked.macroF1 * 100, 1));
  return (
    <>
      <p className="leak-statement">{isLeakClear(leak) ? t('hygiene.leak-found', { points: difference }) : t('hygiene.leak-none', { points: difference })}</p>
      <div className="leak-bars">
        <Bar label={t('hygiene.leak-random')} side={leak.random} look="random" />
        <Bar label={t('hygiene.leak-this')} side={leak.blocked} look="this" />
      </div>
      <p className="soft">{t('hygiene.leak-draws', { count: leak.random.trials.length })}</p>
    </>
  );
}

function Bar({ label, side, look }: { readonly label: string; readonly side: LeakSide; readonly look: 'random' | 'this' }): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const figure = (mean: number, sd: number): string => {
    const number = new Intl.NumberFormat(i18n.language, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
    return `${number.format(mean * 100)} ± ${number.format(sd * 100)} %`;
  };
  const at = (value: number): number => Math.min(100, Math.max(0, value * 100));
  return (
    <>
      <span>{label}</span>
      <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden>
        <rect className="leak-track" width="100" height="10" />
        <rect data-look={look} width={at(side.macroF1)} height="10" />
        <line x1={at(side.macroF1 - side.macroF1Sd)} x2={at(side.macroF1 + side.macroF1Sd)} y1="5" y2="5" vectorEffect="non-scaling-stroke" />
      </svg>
      <span className="number">{t('hygiene.leak-figures', { f1: figure(side.macroF1, side.macroF1Sd), accuracy: figure(side.overallAccuracy, side.overallAccuracySd) })}</span>
    </>
  );
}
