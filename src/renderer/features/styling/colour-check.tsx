import { CircleCheck, TriangleAlert } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { paletteColours } from '../../../shared/colour/palettes.ts';
import { type ConfusablePair, confusablePairs, CONFUSABLE_BELOW, VISIONS } from '../../../shared/colour/vision.ts';
import { classLabel } from '../../../shared/raster/class-scheme.ts';
import { lightClass, recolour } from '../../state/map/class-actions.ts';
import type { ClassEntry } from '../../layers/class-entries.ts';
import type { ClassLayer } from '../../layers/layer.ts';
import { Swatch } from '../../ui/swatch.tsx';
import { Part } from './prop.tsx';

/** Pairs named per kind of vision; the closest say enough. */
const MOST_PAIRS = 6;
/** Classes that are compared pair by pair. */
const MOST_CLASSES = 150;

/** Names the classes on the map that some kind of colour vision cannot tell apart. */
export function ColourCheck({ layer, entries }: { readonly layer: ClassLayer; readonly entries: readonly ClassEntry[] }): React.JSX.Element {
  const { t } = useTranslation();
  const shown = useMemo(() => entries.filter(({ share, isHidden }) => share > 0 && !isHidden).slice(0, MOST_CLASSES), [entries]);
  const pairs = useMemo(() => confusablePairs(new Map(shown.map(({ code, cropClass }) => [code, cropClass.colour]))), [shown]);
  const byCode = new Map(shown.map((entry) => [entry.code, entry]));
  if (pairs.length === 0) {
    return (
      <Part title={t('check.title')}>
        <p className="part-note good"><CircleCheck size={14} aria-hidden />{t('check.good', { count: shown.length })}</p>
      </Part>
    );
  }
  const visions = VISIONS.map((vision) => ({ vision, found: pairs.filter((pair) => pair.vision === vision) })).filter(({ found }) => found.length > 0);
  return (
    <Part title={t('check.title')}>
      <p className="part-note warn" title={t('check.how', { below: CONFUSABLE_BELOW })}><TriangleAlert size={14} aria-hidden />{t('check.found', { count: new Set(pairs.map(({ a, b }) => `${a} ${b}`)).size })}</p>
      {visions.map(({ vision, found }) => (
        <details key={vision} className="vision" open={visions[0]?.vision === vision}>
          <summary>{t(`vision.${vision}`)}<span className="number soft">{found.length}</span></summary>
          <ul>
            {found.slice(0, MOST_PAIRS).map((pair) => <PairLine key={`${pair.a} ${pair.b}`} layer={layer} pair={pair} entries={byCode} />)}
            {found.length > MOST_PAIRS && <li className="soft">{t('check.more', { count: found.length - MOST_PAIRS })}</li>}
          </ul>
        </details>
      ))}
      <button type="button" className="plain" onClick={() => { recolour(layer, paletteColours('distinct', shown.map(({ cropClass }) => cropClass))); }}>{t('check.fix')}</button>
    </Part>
  );
}

function PairLine({ layer, pair, entries }: { readonly layer: ClassLayer; readonly pair: ConfusablePair; readonly entries: ReadonlyMap<string, ClassEntry> }): React.JSX.Element {
  const { i18n } = useTranslation();
  const number = new Intl.NumberFormat(i18n.language, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const side = (code: string): React.JSX.Element | null => {
    const entry = entries.get(code);
    return entry ? <span className="pair-side" onPointerEnter={() => { lightClass(layer, code); }} onPointerLeave={() => { lightClass(layer, null); }}><Swatch colour={entry.cropClass.colour} />{classLabel(entry.cropClass, i18n.language)}</span> : null;
  };
  return <li className="pair">{side(pair.a)}{side(pair.b)}<span className="number soft">{number.format(pair.distance)}</span></li>;
}
