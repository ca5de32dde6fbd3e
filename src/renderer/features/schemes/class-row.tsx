import { ChevronDown, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { classLabel } from '../../../shared/raster/class-scheme.ts';
import type { SchemeEdit } from '../../../shared/schemes/edit.ts';
import type { TreeRow } from '../../../shared/schemes/tree.ts';
import type { ChoosingKeys } from './choosing.ts';
import { type Draft, edit } from './drafts.ts';

export interface ClassRowProps {
  readonly draft: Draft;
  readonly row: TreeRow;
  /** Source codes that belong to it. */
  readonly codes: number;
  readonly isChosen: boolean;
  readonly isOpen: boolean;
  readonly onOpen: () => void;
  readonly onChoose: (keys: ChoosingKeys) => void;
  readonly onKey: (event: React.KeyboardEvent) => void;
  readonly onDrag: () => void;
  readonly onDrop: () => void;
}

/** Codes longer than this have a line of their own, so that those that differ at the end can be told apart. */
const SHORT_CODE = 7;

/** A press by keyboard adds to what is chosen: there is no hand free for Ctrl while Tab goes from row to row. */
const keysOf = (event: React.MouseEvent): ChoosingKeys => (event.detail === 0 ? { ctrlKey: true, metaKey: false, shiftKey: false } : event);

/** One class: colour, words in the language of the window, code, pixel value, number of source codes. */
export function ClassRow({ draft, row, codes, isChosen, isOpen, onOpen, onChoose, onKey, onDrag, onDrop }: ClassRowProps): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const { cropClass, level, children } = row;
  const { code, value, colour } = cropClass;
  const label = classLabel(cropClass, i18n.language);
  const press = (event: React.MouseEvent): void => {
    if (!(event.target instanceof HTMLInputElement || (event.target instanceof Element && event.target.closest('button')))) onChoose(keysOf(event));
  };
  return (
    <div
      className="scheme-row" role="listitem" aria-level={level} data-chosen={isChosen} data-long={code.length > SHORT_CODE} draggable
      style={{ paddingInlineStart: 4 + (level - 1) * 14 }}
      onClick={press} onKeyDown={onKey} onDragStart={onDrag} onDragOver={(event) => { event.preventDefault(); }} onDrop={onDrop}
    >
      {children > 0
        ? <button type="button" className="scheme-twist" aria-expanded={isOpen} aria-label={t(isOpen ? 'schemes.close' : 'schemes.open', { label })} onClick={onOpen}>{isOpen ? <ChevronDown size={12} aria-hidden /> : <ChevronRight size={12} aria-hidden />}</button>
        : <span className="scheme-twist" />}
      <input type="color" value={colour.toLowerCase()} aria-label={t('schemes.colour-of', { label })} title={colour} onChange={(event) => { edit(draft, [{ op: 'recolour', code, colour: event.target.value }], `colour ${code}`); }} />
      <Cell className="scheme-label" draft={draft} text={label} name={t('schemes.label-of', { label })} change={(text) => ({ op: 'rename', code, language: i18n.language, label: text })} />
      <Cell className="scheme-code" draft={draft} text={code} name={t('schemes.code-of', { label })} change={(text) => ({ op: 'recode', code, to: text })} />
      <Cell className="scheme-value number" draft={draft} text={String(value)} name={t('schemes.value-of', { label })} change={(text) => (/^\d+$/.test(text) && Number(text) <= 65_534 ? { op: 'revalue', code, value: Number(text) } : null)} />
      <button type="button" className="scheme-codes number soft" aria-pressed={isChosen} title={t('schemes.codes-of', { count: codes })} onClick={(event) => { onChoose(keysOf(event)); }}><span className="hidden-text">{t('schemes.choose', { label })} </span>{codes > 0 ? codes : '–'}</button>
    </div>
  );
}

interface CellProps {
  readonly className: string;
  readonly draft: Draft;
  readonly text: string;
  readonly name: string;
  /** The edit that the typed text means; null for a text that cannot be. */
  readonly change: (text: string) => SchemeEdit | null;
}

/** A text that is edited in place: Enter keeps it, Escape brings the old one back. */
function Cell({ className, draft, text, name, change }: CellProps): React.JSX.Element {
  const [typed, setTyped] = useState<string | null>(null);
  const keep = (): void => {
    const wanted = typed?.trim() ?? '';
    const edited = wanted === '' || wanted === text ? null : change(wanted);
    setTyped(null);
    if (edited) edit(draft, [edited]);
  };
  const onKey = (event: React.KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'Enter') event.currentTarget.blur();
    if (event.key !== 'Escape' || typed === null) return;
    event.preventDefault();
    setTyped(null);
  };
  return <input type="text" className={className} spellCheck={false} autoComplete="off" aria-label={name} title={text} value={typed ?? text} onChange={(event) => { setTyped(event.target.value); }} onBlur={keep} onKeyDown={onKey} />;
}
