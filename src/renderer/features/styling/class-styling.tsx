import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type PaletteName, PALETTES, paletteColours } from '../../../shared/colour/palettes.ts';
import { classLabel } from '../../../shared/raster/class-scheme.ts';
import { leaveOut, mergeClasses, recolour } from '../../state/map/class-actions.ts';
import { type ClassEntry, classEntries } from '../../layers/class-entries.ts';
import type { ClassLayer } from '../../layers/layer.ts';
import { ClassLine } from './class-line.tsx';
import { ColourCheck } from './colour-check.tsx';
import { Part, Prop } from './prop.tsx';
import { StyleFiles } from './style-files.tsx';

/** Classes drawn at most; a search finds the others. */
const MOST_LINES = 400;
/** Lines that are there at once, and as many more whenever the end comes into sight. */
const LINES_AT_ONCE = 60;
/** How near the end is then, CSS pixels. */
const NEAR_END_PX = 600;

/** The classes of a map as a table of unique values: visible, colour, words, pixel value, share. */
export function ClassStyling({ layer }: { readonly layer: ClassLayer }): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const entries = useMemo(() => classEntries(layer), [layer]);
  const wanted = useMemo(() => found(entries, query, i18n.language), [entries, query, i18n.language]);
  const [lines, setLines] = useState(LINES_AT_ONCE);
  const choose = (code: string, event: Parameters<typeof chosenAfter>[3]): void => {
    setChosen(chosenAfter(chosen, code, wanted.map((entry) => entry.code), event));
  };
  return (
    <>
      <Part title={t('styling.classes')} aside={<span className="number">{entries.length}</span>}>
        <Prop label={t('styling.palette')}><PaletteSelect layer={layer} entries={entries} /></Prop>
        <div className="tools">
          <input type="search" className="class-search" placeholder={t('styling.find-class')} aria-label={t('styling.find-class')} value={query} onChange={(event) => { setQuery(event.target.value); }} />
          <Tools layer={layer} entries={entries} chosen={chosen} onDone={() => { setChosen([]); }} />
        </div>
        <div className="class-table" role="list" aria-label={t('styling.classes')} onScroll={({ currentTarget: list }) => { if (list.scrollTop + list.clientHeight > list.scrollHeight - NEAR_END_PX) setLines(Math.min(MOST_LINES, lines + LINES_AT_ONCE)); }}>
          {wanted.slice(0, Math.min(lines, MOST_LINES)).map((entry) => <ClassLine key={entry.code} layer={layer} entry={entry} isChosen={chosen.includes(entry.code)} onChoose={(event) => { choose(entry.code, event); }} />)}
        </div>
        {wanted.length === 0 && <p className="soft part-note">{t('styling.no-class')}</p>}
        {wanted.length > MOST_LINES && <p className="soft part-note">{t('styling.more-classes', { count: wanted.length - MOST_LINES })}</p>}
      </Part>
      <ColourCheck layer={layer} entries={entries} />
      <StyleFiles layer={layer} />
    </>
  );
}

/** The classes whose words, code or value have what is searched for. */
function found(entries: readonly ClassEntry[], query: string, language: string): readonly ClassEntry[] {
  const text = query.trim().toLowerCase();
  return text === '' ? entries : entries.filter(({ cropClass, code }) => `${classLabel(cropClass, language)} ${code} ${cropClass.value}`.toLowerCase().includes(text));
}

/** A palette for the classes that are there; those that occur get the best colours. */
function PaletteSelect({ layer, entries }: { readonly layer: ClassLayer; readonly entries: readonly ClassEntry[] }): React.JSX.Element {
  const { t } = useTranslation();
  const apply = (name: PaletteName): void => {
    const original = new Map(layer.original.classes.map((item) => [item.code, item]));
    const ordered = [...entries].sort((a, b) => Number(b.share > 0) - Number(a.share > 0)).map(({ code, cropClass }) => original.get(code) ?? cropClass);
    recolour(layer, paletteColours(name, ordered));
  };
  const now = PALETTES.find((name) => name === 'original' && layer.scheme.classes.every((item, i) => item.colour === layer.original.classes[i]?.colour)) ?? '';
  return (
    <select value={now} onChange={(event) => { apply(event.target.value as PaletteName); }}>
      {now === '' && <option value="">{t('palette.own')}</option>}
      {PALETTES.map((name) => <option key={name} value={name}>{t(`palette.${name}`)}</option>)}
    </select>
  );
}

function Tools({ layer, entries, chosen, onDone }: { readonly layer: ClassLayer; readonly entries: readonly ClassEntry[]; readonly chosen: readonly string[]; readonly onDone: () => void }): React.JSX.Element {
  const { t } = useTranslation();
  const unused = entries.filter(({ share }) => share === 0).map(({ code }) => code);
  const merge = (): void => {
    // The largest gives its colour and name.
    const [first, ...rest] = entries.filter(({ code }) => chosen.includes(code)).sort((a, b) => b.share - a.share).map(({ code }) => code);
    if (first !== undefined) mergeClasses(layer, [first, ...rest]);
    onDone();
  };
  return (
    <>
      <button type="button" className="plain" disabled={chosen.length < 2} title={chosen.length < 2 ? t('styling.merge.how') : t('styling.merge.tip')} onClick={merge}>{t('styling.merge')}</button>
      {unused.length > 0 && <button type="button" className="plain" title={t('styling.remove-unused.tip')} onClick={() => { leaveOut(layer, [...layer.left, ...unused]); }}>{t('styling.remove-unused')}</button>}
      {layer.left.length > 0 && <button type="button" className="plain" onClick={() => { leaveOut(layer, []); }}>{t('styling.add-missing', { count: layer.left.length })}</button>}
    </>
  );
}

/** What is chosen after a click: one; with Ctrl one more or less; with Shift all between. */
function chosenAfter(chosen: readonly string[], code: string, codes: readonly string[], event: Pick<React.MouseEvent, 'ctrlKey' | 'metaKey' | 'shiftKey'>): readonly string[] {
  const last = chosen.at(-1);
  if (event.shiftKey && last !== undefined) {
    const [from = 0, to = 0] = [codes.indexOf(last), codes.indexOf(code)].sort((a, b) => a - b);
    return [...codes.slice(from, to + 1).filter((item) => item !== last), last];
  }
  if (event.ctrlKey || event.metaKey) return chosen.includes(code) ? chosen.filter((item) => item !== code) : [...chosen, code];
  return chosen.length === 1 && last === code ? [] : [code];
}
