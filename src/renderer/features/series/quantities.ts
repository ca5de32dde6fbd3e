import type { ValueSeries } from '../../../shared/contract/values.ts';

/** A band or an index that can be drawn. */
export interface Quantity {
  readonly name: string;
  readonly kind: 'band' | 'index';
  /** Empty for what has none. */
  readonly unit: string;
  /** Quantities of one scale share an axis. */
  readonly scale: string;
}

/** Indices whose numbers lie far from −1…1; each has its own axis. */
const WIDE = new Set(['S2REP', 'CIre', 'VHVV']);

/** The bands and indices of a series: indices first, since a curve is mostly looked at as one. */
export function quantitiesOf({ bands, indices }: Pick<ValueSeries, 'bands' | 'indices'>): Quantity[] {
  const asIndex = indices.map((name): Quantity => ({ name, kind: 'index', unit: name === 'S2REP' ? 'nm' : '', scale: WIDE.has(name) ? name : 'index' }));
  const asBand = bands.map(({ band, unit }): Quantity => ({ name: band, kind: 'band', unit: unit === '1' ? '' : unit, scale: unit === '1' || unit === '' ? 'reflectance' : unit }));
  return [...asIndex, ...asBand];
}

/** What is drawn before anyone chose: NDVI, else the first index, else the first band. */
export function firstQuantity(quantities: readonly Quantity[]): readonly string[] {
  const first = quantities.find(({ name }) => name === 'NDVI') ?? quantities[0];
  return first ? [first.name] : [];
}

/** The chosen names that this series has, else what is drawn at first. */
export function drawn(quantities: readonly Quantity[], chosen: readonly string[]): Quantity[] {
  const known = quantities.filter(({ name }) => chosen.includes(name));
  if (known.length > 0) return known;
  const first = firstQuantity(quantities);
  return quantities.filter(({ name }) => first.includes(name));
}

/** What each band of Sentinel-2 is sensitive to, as a key of the catalogue; empty for others. */
export function bandMeaning(name: string): string {
  return /^(B0[1-9]|B8A|B1[0-2])$/.test(name) ? `series.band.${name}` : '';
}
