import { type KeyboardEvent, useId, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Decision } from '../../../shared/hygiene/decision.ts';
import type { ClassLook } from './class-look.ts';
import { SmallCurve } from './curve-picture.tsx';
import { flagText } from './flag-text.ts';
import { type Review, useReview } from './review-state.ts';

/** Height of a row of two lines, in pixels; the same as in the style sheet. */
const ROW = 44;
const SPARE = 10;
type Shown = Review['findings'][number];

interface FindingListProps {
  readonly findings: readonly Shown[];
  readonly review: Review;
  readonly look: ClassLook;
  /** Told keys that the list has no use for: decisions. */
  readonly onKey: (event: KeyboardEvent) => void;
}

/** The doubted samples, of which only those in sight are in the page. One stop of the Tab key; the arrows walk. */
export function FindingList({ findings, review, look, onKey }: FindingListProps): React.JSX.Element {
  const { t } = useTranslation();
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const { current, decisions, look: lookAt } = useReview();
  const [window, setWindow] = useState({ top: 0, height: 0 });
  const at = findings.findIndex(({ sample }) => sample === current);
  useLayoutEffect(() => {
    if (!box.current) return undefined;
    const observer = new ResizeObserver(([entry]) => { setWindow((before) => ({ ...before, height: entry?.contentRect.height ?? 0 })); });
    observer.observe(box.current);
    return () => { observer.disconnect(); };
  }, []);
  useLayoutEffect(() => {
    const list = box.current;
    if (!list || at < 0) return;
    if (at * ROW < list.scrollTop) list.scrollTop = at * ROW;
    else if ((at + 1) * ROW > list.scrollTop + list.clientHeight) list.scrollTop = (at + 1) * ROW - list.clientHeight;
  }, [at]);
  const page = Math.max(1, Math.floor(window.height / ROW) - 1);
  const walk = (event: KeyboardEvent): void => {
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + page, PageUp: at - page, Home: 0, End: findings.length - 1 }[event.key];
    const next = to === undefined ? undefined : findings[Math.min(findings.length - 1, Math.max(0, to))];
    if (!next) {
      onKey(event);
      return;
    }
    event.preventDefault();
    lookAt(next);
  };
  const first = Math.max(0, Math.floor(window.top / ROW) - SPARE);
  const shown = findings.slice(first, Math.ceil((window.top + window.height) / ROW) + SPARE);
  return (
    <div className="finding-list" ref={box} role="listbox" aria-label={t('hygiene.list')} tabIndex={0} aria-activedescendant={at >= first && at < first + shown.length ? `${id}-${at}` : undefined} onKeyDown={walk} onScroll={(event) => { setWindow((before) => ({ ...before, top: box.current?.scrollTop ?? before.top })); event.stopPropagation(); }}>
      <div className="finding-space" style={{ height: findings.length * ROW }}>
        {shown.map((finding, i) => (
          <div key={finding.sample} id={`${id}-${first + i}`} className="finding-row" role="option" aria-selected={finding.sample === current} aria-setsize={findings.length} aria-posinset={first + i + 1} style={{ top: (first + i) * ROW }} data-decided={decisions.get(finding.sample)?.action} onClick={() => { lookAt(finding); }}>
            <FindingRow finding={finding} review={review} look={look} decision={decisions.get(finding.sample)} />
          </div>
        ))}
      </div>
    </div>
  );
}

interface FindingRowProps {
  readonly finding: Shown;
  readonly review: Review;
  readonly look: ClassLook;
  readonly decision: Decision | undefined;
}

function FindingRow({ finding, review, look, decision }: FindingRowProps): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent' });
  const [flag] = finding.flags;
  return (
    <>
      <span className="number finding-score" data-high={finding.score >= 0.8}>{percent.format(finding.score)}</span>
      <SmallCurve finding={finding} own={review.classCurves.find(({ code }) => code === finding.classCode)} colour={look.colour(finding.classCode)} />
      <ClassName code={finding.classCode} look={look} />
      <Proposal finding={finding} look={look} decision={decision} />
      <span className="finding-reason" title={finding.flags.map((one) => flagText(t, i18n.language, one, look.name)).join(' ')}>{flag && flagText(t, i18n.language, flag, look.name)}{finding.flags.length > 1 && <span className="soft"> +{finding.flags.length - 1}</span>}</span>
    </>
  );
}

/** A class with its colour. */
export function ClassName({ code, look }: { readonly code: string; readonly look: ClassLook }): React.JSX.Element {
  return (
    <span className="class-name">
      <svg viewBox="0 0 10 10" aria-hidden><rect width="10" height="10" rx="2" fill={look.colour(code)} /></svg>
      <span>{look.name(code)}</span>
    </span>
  );
}

/** What was decided, or softly what is proposed. */
function Proposal({ finding, look, decision }: Omit<FindingRowProps, 'review'>): React.JSX.Element {
  const { t } = useTranslation();
  const { action, classCode } = decision ?? finding.suggestion;
  return (
    <span className="finding-proposal" data-decided={decision !== undefined}>
      {classCode !== null && action !== 'drop' ? <>→ <ClassName code={classCode} look={look} />{action === 'look' && '?'}</> : t(`hygiene.action.${action}`)}
    </span>
  );
}
