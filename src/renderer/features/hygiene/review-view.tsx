import { Undo2, Redo2 } from 'lucide-react';
import { type KeyboardEvent, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { FLAG_KINDS, type FlagKind } from '../../../shared/hygiene/finding.ts';
import type { SampleSet } from '../../../shared/records/learning.ts';
import { shownKeys } from '../../state/window/commands.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { ApplyBar } from './apply-bar.tsx';
import { CheckBar } from './check-bar.tsx';
import { type ClassLook, useClassLook } from './class-look.ts';
import { FindingDetail } from './finding-detail.tsx';
import { FindingList } from './finding-list.tsx';
import { FlagsOnMap } from './flags-on-map.tsx';
import { decide, type Review, shownByKind, shownFindings, stepBack, useReview } from './review-state.ts';
import { WholeClasses } from './whole-classes.tsx';

/** The doubted samples of a set: a list by doubt, the one that is looked at beside it, decisions by key. */
export function ReviewView({ samples }: { readonly samples: SampleSet }): React.JSX.Element {
  const { t } = useTranslation();
  const { review, isUnchecked } = useReview();
  if (isUnchecked) return <div className="hygiene-empty"><p>{t('hygiene.unchecked', { title: samples.title })}</p><CheckBar samples={samples} look="start" /></div>;
  if (!review) return <p className="hygiene-empty soft">{t('hygiene.reading')}</p>;
  return <Doubts key={samples.id} samples={samples} review={review} />;
}

function Doubts({ samples, review }: { readonly samples: SampleSet; readonly review: Review }): React.JSX.Element {
  const { t } = useTranslation();
  const look = useClassLook(samples);
  const state = useReview();
  const { kind, minScore, onlyOpen, decisions } = state;
  const findings = useMemo(() => shownFindings({ review, kind, minScore, onlyOpen, decisions }), [review, kind, minScore, onlyOpen, decisions]);
  const at = findings.findIndex(({ sample }) => sample === state.current);
  const finding = findings[at] ?? review.findings.find(({ sample }) => sample === state.current) ?? null;
  const field = useRef<HTMLSelectElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const decided = (action: 'fix' | 'drop' | 'keep' | 'clear', classCode: string | null = null): void => {
    if (!finding) return;
    decide(finding.sample, action, classCode);
    frame.current?.querySelector<HTMLElement>('.finding-list')?.focus();
    const next = findings[at + 1];
    if (next && action !== 'clear') state.look(next);
  };
  const onKey = (event: KeyboardEvent): void => {
    const key = event.key.toLowerCase();
    if ((event.ctrlKey || event.metaKey) && (key === 'z' || key === 'y')) stepBack(key === 'y' || event.shiftKey ? 'forth' : 'back');
    else if (event.ctrlKey || event.metaKey || event.altKey) return;
    else if (key === 'f') field.current?.focus();
    else if (key === 'd') decided('drop');
    else if (key === 'k') decided('keep');
    else if (key === 'backspace' || key === 'delete') decided('clear');
    else return;
    event.preventDefault();
  };
  return (
    <div className="hygiene-review" ref={frame} onKeyDown={(event) => { if ((event.ctrlKey || event.metaKey) && !event.defaultPrevented) onKey(event); }}>
      <FilterBar review={review} findings={findings} look={look} />
      <WholeClasses classes={review.doubtedClasses} look={look} />
      <div className="hygiene-body">
        {findings.length === 0
          ? <p className="hygiene-empty soft">{t(review.total === 0 ? 'hygiene.none-doubted' : 'hygiene.none-shown')}</p>
          : <FindingList findings={findings} review={review} look={look} onKey={onKey} />}
        {finding
          ? <FindingDetail key={finding.sample} finding={finding} review={review} look={look} field={field} onFix={(code) => { decided('fix', code); }} onDrop={() => { decided('drop'); }} onKeep={() => { decided('keep'); }} onClear={() => { decided('clear'); }} />
          : <p className="hygiene-keys soft">{t('hygiene.keys')}</p>}
      </div>
    </div>
  );
}

/** Which of the doubted samples are shown. */
function FilterBar({ review, findings, look }: { readonly review: Review; readonly findings: readonly Review['findings'][number][]; readonly look: ClassLook }): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const { kind, minScore, onlyOpen, decisions, change } = useReview();
  const counts = useMemo(() => shownByKind({ review, kind, minScore, onlyOpen, decisions }), [review, kind, minScore, onlyOpen, decisions]);
  const number = new Intl.NumberFormat(i18n.language);
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent' });
  return (
    <div className="hygiene-bar">
      <select aria-label={t('hygiene.kind')} value={kind} onChange={(event) => { change({ kind: event.target.value as FlagKind | 'all' }); }}>
        {(['all', ...FLAG_KINDS] as const).filter((one) => one === 'all' || one === kind || (review.byKind[one] ?? 0) > 0).map((one) => <option key={one} value={one}>{t('hygiene.kind-count', { kind: t(`hygiene.kind.${one}`), number: number.format(counts.get(one) ?? 0) })}</option>)}
      </select>
      <label className="hygiene-score">{t('hygiene.min-score')}<input type="range" min={0} max={1} step={0.05} value={minScore} onChange={(event) => { change({ minScore: Number(event.target.value) }); }} /><span className="number">{percent.format(minScore)}</span></label>
      <label><input type="checkbox" checked={onlyOpen} onChange={(event) => { change({ onlyOpen: event.target.checked }); }} />{t('hygiene.only-open')}</label>
      <FlagsOnMap findings={findings} look={look} />
      <span className="number soft" role="status">{t('hygiene.shown', { count: findings.length, number: number.format(findings.length), rows: number.format(review.rows) })}</span>
    </div>
  );
}

/** What can be done with the review: take back, check again, apply. Nothing before the first check. */
export function ReviewActions({ samples }: { readonly samples: SampleSet }): React.JSX.Element | null {
  const { t } = useTranslation();
  const { review, canUndo, canRedo } = useReview();
  if (!review) return null;
  return (
    <>
      <IconButton label={t('hygiene.undo')} keys={shownKeys('Ctrl+Z')} disabled={canUndo === 0} icon={<Undo2 size={14} />} onPress={() => { stepBack('back'); }} />
      <IconButton label={t('hygiene.redo')} keys={shownKeys('Ctrl+Shift+Z')} disabled={canRedo === 0} icon={<Redo2 size={14} />} onPress={() => { stepBack('forth'); }} />
      <CheckBar samples={samples} look="again" />
      <ApplyBar samples={samples} />
    </>
  );
}
