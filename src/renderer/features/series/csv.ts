import type { Curve } from './curve.ts';
import { csvLine } from '../../ui/csv.ts';

/**
 * The curves as CSV (RFC 4180): one line per period and acquisition of each place, all bands and indices in columns.
 * Decimal points and ISO dates in every language.
 */
export function seriesCsv(curves: readonly Curve[]): string {
  const names = [...new Set(curves.flatMap(namesOf))];
  const head = ['place', 'x', 'y', 'crs', 'kind', 'start', 'end', 'state', 'clear_observations', 'quality_code', 'scene', ...names];
  return [head, ...curves.flatMap((curve, index) => [...parcelRows(curve, index, names), ...periodRows(curve, index, names), ...dateRows(curve, index, names)])].map(csvLine).join('');
}

type Cell = string | number | null;

function namesOf({ series, parcel }: Curve): string[] {
  if (parcel) return parcel.spreads.flatMap(({ name }) => [name, `${name}_p10`, `${name}_p90`]);
  return series ? [...series.bands.map(({ band }) => band), ...series.indices] : [];
}

function placeCells({ place }: Curve, index: number): Cell[] {
  return [index + 1, place.x, place.y, place.crs];
}

function periodRows(curve: Curve, index: number, names: readonly string[]): Cell[][] {
  const { series } = curve;
  if (!series) return [];
  return series.periods.map((row) => {
    const state = row.filled ? 'filled' : row.count > 0 ? 'clear' : 'no data';
    return [...placeCells(curve, index), 'composite', row.start, row.end, state, row.count, null, null, ...valueCells(series, row, names)];
  });
}

function dateRows(curve: Curve, index: number, names: readonly string[]): Cell[][] {
  const { series } = curve;
  if (!series) return [];
  return series.dates.map((row) => [...placeCells(curve, index), 'acquisition', row.datetime, row.datetime, row.state, null, row.quality?.code ?? null, row.scene, ...valueCells(series, row, names)]);
}

function parcelRows(curve: Curve, index: number, names: readonly string[]): Cell[][] {
  const { parcel } = curve;
  if (!parcel) return [];
  const periods = parcel.spreads[0]?.periods ?? [];
  return periods.map(({ start, end }, period) => {
    const values = new Map(parcel.spreads.flatMap(({ name, periods: spread }) => {
      const row = spread[period];
      return [[name, row?.p50 ?? null], [`${name}_p10`, row?.p10 ?? null], [`${name}_p90`, row?.p90 ?? null]] as const;
    }));
    return [...placeCells(curve, index), `parcel ${parcel.title} median`, start, end, 'composite', null, null, null, ...names.map((name) => values.get(name) ?? null)];
  });
}

function valueCells(series: NonNullable<Curve['series']>, row: { readonly values: readonly (number | null)[]; readonly indices: readonly (number | null)[] }, names: readonly string[]): Cell[] {
  const values = new Map<string, number | null>([...series.bands.map(({ band }, i) => [band, row.values[i] ?? null] as const), ...series.indices.map((name, i) => [name, row.indices[i] ?? null] as const)]);
  return names.map((name) => values.get(name) ?? null);
}
