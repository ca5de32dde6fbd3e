import { ChevronDown, Download, MoveHorizontal, PinOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { download } from '../../state/window/download.ts';
import { useMoment } from '../../state/map/moment.ts';
import { usePlaces } from '../../state/map/places.ts';
import { useRecords } from '../../state/records.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Popover } from '../../ui/popover.tsx';
import { TextButton } from '../../ui/text-button.tsx';
import type { Usual } from './chart-model.ts';
import { seriesCsv } from './csv.ts';
import type { Curve } from './curve.ts';
import { bandMeaning, type Quantity } from './quantities.ts';
import { useSeriesChoices } from './series-choices.ts';
import type { Behind } from './usual.ts';

const CSV = 'text/csv;charset=utf-8';

interface SeriesToolbarProps {
  readonly composite: string;
  readonly curves: readonly Curve[];
  readonly quantities: readonly Quantity[];
  readonly shown: readonly Quantity[];
  /** Classes whose usual curve is known; none: nothing to draw behind. */
  readonly classes: readonly { readonly code: string; readonly label: string; readonly colour: string }[];
  readonly usual: Usual | null;
}

/** What is drawn, how, and what can be done with it. */
export function SeriesToolbar({ composite, curves, quantities, shown, classes, usual }: SeriesToolbarProps): React.JSX.Element {
  const { t } = useTranslation();
  const { mode, change } = useSeriesChoices();
  const { range, setRange } = useMoment();
  const csv = (): string => seriesCsv(curves);
  return (
    <div className="series-toolbar" role="toolbar" aria-label={t('series.title')}>
      <div className="series-modes" role="radiogroup" aria-label={t('series.mode')}>
        {(['pixel', 'parcel'] as const).map((value) => (
          <label key={value} data-chosen={mode === value}>
            <input type="radio" name="series-mode" checked={mode === value} onChange={() => { change({ mode: value }); }} />
            {t(`series.${value}`)}
          </label>
        ))}
      </div>
      <QuantityMenu quantities={quantities} shown={shown} />
      {classes.length > 0 && <BehindMenu classes={classes} usual={usual} />}
      <CompositeMenu composite={composite} />
      {range && <TextButton words={t('series.whole-time')} icon={<MoveHorizontal size={14} aria-hidden />} onPress={() => { setRange(null); }} />}
      <span className="spacer" />
      <CopyButton label={t('series.copy')} words={t('series.copy-short')} text={csv} />
      <TextButton words={t('series.save-short')} hint={t('series.save')} icon={<Download size={14} aria-hidden />} onPress={() => { download('time-series.csv', csv(), CSV); }} />
      <TextButton words={t('series.clear-all')} hint={t('identify.clear-places')} icon={<PinOff size={14} aria-hidden />} onPress={() => { usePlaces.getState().clear(); }} />
    </div>
  );
}

/** Bands and indices, as many as wanted. */
function QuantityMenu({ quantities, shown }: Pick<SeriesToolbarProps, 'quantities' | 'shown'>): React.JSX.Element {
  const { t } = useTranslation();
  const { change } = useSeriesChoices();
  const toggle = (name: string): void => {
    const names = shown.map((quantity) => quantity.name);
    const next = names.includes(name) ? names.filter((known) => known !== name) : [...names, name];
    if (next.length > 0) change({ chosen: next });
  };
  const words = shown.map(({ name }) => name).join(', ');
  return (
    <Popover label={t('series.quantities')} button={<>{words === '' ? t('series.quantities') : words} <ChevronDown size={12} aria-hidden /></>}>
      {() => (['index', 'band'] as const).map((kind) => (
          <fieldset key={kind} className="quantity-group">
            <legend>{t(kind === 'index' ? 'series.indices' : 'series.bands')}</legend>
            {quantities.filter((quantity) => quantity.kind === kind).map(({ name, unit }) => (
              <label key={name}>
                <input type="checkbox" checked={shown.some((quantity) => quantity.name === name)} onChange={() => { toggle(name); }} />
                {name}
                <span className="soft">{bandMeaning(name) === '' ? unit : t(bandMeaning(name))}</span>
              </label>
            ))}
          </fieldset>
        ))}
    </Popover>
  );
}

/** Whose usual range is drawn behind. */
function BehindMenu({ classes, usual }: Pick<SeriesToolbarProps, 'classes' | 'usual'>): React.JSX.Element {
  const { t } = useTranslation();
  const { behind, change } = useSeriesChoices();
  const value = typeof behind === 'string' ? behind : `code:${behind.code}`;
  const choose = (text: string): void => {
    const next: Behind = text === 'at-place' || text === 'none' ? text : { code: text.slice('code:'.length) };
    change({ behind: next });
  };
  return (
    <label className="behind" title={usual ? t('series.behind-of', { count: usual.samples, label: usual.label }) : t('series.behind')}>
      <span className="behind-swatch" style={usual ? { background: `${usual.colour}33`, borderColor: usual.colour } : {}} aria-hidden />
      <span className="hidden-text">{t('series.behind')}</span>
      <select value={value} onChange={(event) => { choose(event.target.value); }}>
        <option value="at-place">{behind === 'at-place' && usual ? t('series.behind-class', { label: usual.label }) : t('series.behind-at-place')}</option>
        <option value="none">{t('series.behind-none')}</option>
        {classes.map(({ code, label }) => <option key={code} value={`code:${code}`}>{t('series.behind-class', { label })}</option>)}
      </select>
    </label>
  );
}

/** Which composite, where there are several. */
function CompositeMenu({ composite }: Pick<SeriesToolbarProps, 'composite'>): React.JSX.Element | null {
  const { t } = useTranslation();
  const composites = useRecords((state) => state.composite);
  const { change } = useSeriesChoices();
  if (composites.length < 2) return null;
  return (
    <label className="behind">
      <span className="hidden-text">{t('series.composite')}</span>
      <select value={composite} onChange={(event) => { change({ composite: event.target.value }); }}>
        {composites.map(({ id, title }) => <option key={id} value={id}>{title}</option>)}
      </select>
    </label>
  );
}
