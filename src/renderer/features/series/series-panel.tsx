import { LineChart } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dayMs, dayOf, goToDay, isoDay, timeLayer, useMoment } from '../../state/map/moment.ts';
import type { Panel } from '../../state/window/panels.ts';
import { type Place, usePlaces } from '../../state/map/places.ts';
import { useRecords } from '../../state/records.ts';
import { useShownLayers } from '../../state/map/shown-layers.ts';
import { Chart, type Layout, type Pointed } from './chart.tsx';
import { type ChartModel, chartModel } from './chart-model.ts';
import { ChipStrip } from './chip-strip.tsx';
import type { Curve } from './curve.ts';
import { useCurves } from './curve-store.ts';
import { hitsAt } from './hits.ts';
import { hitWords, HitTip } from './hit-tip.tsx';
import { PlaceList } from './place-list.tsx';
import { drawn, type Quantity, quantitiesOf } from './quantities.ts';
import { useSeriesChoices } from './series-choices.ts';
import { SeriesToolbar } from './series-toolbar.tsx';
import { useUsual } from './usual.ts';
import './series.css';

/** The curves of all places that are kept, on one chart. */
function SeriesPanel(): React.JSX.Element {
  const { t } = useTranslation();
  const { kept } = usePlaces();
  const composite = useComposite();
  if (!composite) return <p className="series-empty">{t('series.no-composite')}</p>;
  if (kept.length === 0) {
    return (
      <div className="series-empty">
        <p>{t('series.none')}</p>
        <p className="soft">{t('series.none-more')}</p>
      </div>
    );
  }
  return <Curves composite={composite} kept={kept} />;
}

export const seriesPanel: Panel = { id: 'series', title: 'series.title', icon: LineChart, place: 'dock', component: SeriesPanel };

/** The composite whose curves are drawn: the chosen one, else the topmost on the map, else the newest. */
function useComposite(): string | null {
  const composites = useRecords((state) => state.composite);
  const { composite: chosen } = useSeriesChoices();
  const layers = useShownLayers();
  const shown = timeLayer(layers)?.recordId;
  const found = composites.find(({ id }) => id === chosen) ?? composites.find(({ id }) => id === shown) ?? composites[0];
  return found?.id ?? null;
}

function Curves({ composite, kept }: { readonly composite: string; readonly kept: readonly Place[] }): React.JSX.Element {
  const { i18n } = useTranslation();
  const { mode, chosen, behind } = useSeriesChoices();
  const current = usePlaces((state) => state.current);
  const curves = useReadCurves(composite, mode, kept);
  const quantities = useMemo(() => availableQuantities(curves), [curves]);
  const shown = useMemo(() => drawn(quantities, chosen), [quantities, chosen]);
  const { usual, classes, samples } = useUsual(current, behind, i18n.language);
  const model = useMemo(() => chartModel(curves, shown, usual), [curves, shown, usual]);
  return (
    <div className="series">
      <SeriesToolbar composite={composite} curves={curves} quantities={quantities} shown={shown} classes={samples ? classes : []} usual={usual} />
      <div className="series-body">
        <PlaceList curves={curves} />
        <Plotted composite={composite} curves={curves} shown={shown} model={model} />
      </div>
    </div>
  );
}

function useReadCurves(composite: string, mode: Curve['mode'], kept: readonly Place[]): readonly Curve[] {
  const sets = useRecords((state) => state.parcels);
  const { curves, want } = useCurves();
  const parcels = sets.map(({ id }) => id).join('\n');
  useEffect(() => {
    want({ composite, mode, parcels: parcels === '' ? [] : parcels.split('\n') }, kept);
  }, [want, composite, mode, parcels, kept]);
  return useMemo(() => kept.flatMap(({ id }) => curves.get(id) ?? []), [kept, curves]);
}

/** What any of the curves can show. */
function availableQuantities(curves: readonly Curve[]): Quantity[] {
  const pixel = curves.find(({ series }) => series !== null)?.series;
  if (pixel) return quantitiesOf(pixel);
  const spreads = curves.find(({ parcel }) => parcel !== null)?.parcel?.spreads ?? [];
  // A parcel's curve names bands and indices alike; bands are those with a unit.
  return quantitiesOf({ bands: spreads.filter(isBand).map(({ name, unit }) => ({ band: name, unit })), indices: spreads.filter((spread) => !isBand(spread)).map(({ name }) => name) });
}

function isBand({ name }: { readonly name: string }): boolean {
  return /^(B\d|V[VH]$|temperature|precipitation|dem|slope)/i.test(name);
}

/** The chart with its tip and the images below it. */
function Plotted({ composite, curves, shown, model }: { readonly composite: string; readonly curves: readonly Curve[]; readonly shown: readonly Quantity[]; readonly model: ChartModel }): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const [pointed, setPointed] = useState<Pointed | null>(null);
  const [layout, setLayout] = useState<Layout>({ left: 0, width: 0 });
  const { setRange } = useMoment();
  const shownTime = useShownTime(model);
  const hits = pointed ? hitsAt(curves, shown, pointed.moment) : [];
  const keepLayout = (next: Layout): void => {
    setLayout((known) => (known.left === next.left && known.width === next.width ? known : next));
  };
  return (
    <div className="plotted">
      <Chart
        {...shownTime}
        model={model}
        label={t('series.chart', { names: shown.map(({ name }) => name).join(', ') })}
        words={hitWords(hits, { t, language: i18n.language })}
        onPoint={setPointed}
        onPress={(moment) => { goToDay(isoDay(moment)); }}
        onSpan={(span) => { setRange(span ? { from: isoDay(span[0]), to: isoDay(span[1]) } : null); }}
        onLayout={keepLayout}
      />
      {pointed && hits.length > 0 && <HitTip hits={hits} moment={pointed.moment} left={pointed.left} side={layout.left + layout.width} />}
      <ChipStrip curves={curves} composite={composite} span={shownTime.span} layout={layout} />
    </div>
  );
}

const DAY_MS = 86_400_000;

/** The stretch of time that is shown, the day that is pointed at, and the frame on the map. */
function useShownTime({ moments }: ChartModel): { span: readonly [number, number]; day: number | null; frame: readonly [number, number] | null } {
  const { day, range } = useMoment();
  const layer = timeLayer(useShownLayers());
  const first = Math.min(moments[0] ?? Infinity, layer ? dayMs(layer.frames[0]?.start ?? '') : Infinity);
  const last = Math.max(moments.at(-1) ?? -Infinity, layer ? dayMs(layer.frames.at(-1)?.end ?? '') + DAY_MS : -Infinity);
  const from = range ? dayMs(range.from) : first;
  const to = range ? dayMs(range.to) + DAY_MS : last;
  const span = useMemo((): readonly [number, number] => (Number.isFinite(from) && Number.isFinite(to) ? [from, to] : [0, DAY_MS]), [from, to]);
  const at = layer ? dayOf(layer, day) : day;
  const shownFrame = layer?.frames[layer.frame];
  const frame = useMemo((): readonly [number, number] | null => (shownFrame ? [dayMs(shownFrame.start), dayMs(shownFrame.end) + DAY_MS] : null), [shownFrame]);
  return { span, day: at === null ? null : dayMs(at) + DAY_MS / 2, frame };
}
