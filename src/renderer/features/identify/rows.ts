import type { TFunction } from 'i18next';
import type { Found, Identified } from '../../../shared/contract/values.ts';
import { dayRange } from '../../ui/day-range.ts';

/** One line of an answer: shown as words of the language, copied with a decimal point. */
export interface Row {
  /** Unique among the rows of its layer. */
  readonly id: string;
  readonly name: string;
  readonly value: string;
  /** What goes to the clipboard instead of `value`. */
  readonly plain: string;
  /** `#rrggbb` of a class. */
  readonly swatch?: string;
  /** 0…1, drawn as a bar. */
  readonly share?: number;
  readonly note?: string;
}

/** Rows that belong together, such as the attributes of one parcel. */
export interface RowGroup {
  readonly id: string;
  readonly title: string | null;
  readonly rows: readonly Row[];
}

/** How words and numbers are written. */
export interface Wording {
  readonly t: TFunction;
  readonly language: string;
  /** The crop of a parcel’s code, for files that bring no words; empty where no scheme knows it. */
  readonly cropOf: (code: string) => string;
}

/** What a record holds at a place, as rows. `period` is the one the map shows, for composites. */
export function rowGroups(found: Found, period: number, wording: Wording): RowGroup[] {
  switch (found.kind) {
    case 'map':
      return mapRows(found, wording);
    case 'composite':
      return compositeRows(found, period, wording);
    case 'scene':
      return sceneRows(found, wording);
    case 'mask':
      return [single([word('cropland', 'identify.cropland', wording.t(found.cropland ? 'identify.is-cropland' : 'identify.not-cropland'), wording), figure('value', wording.t('identify.mask-value'), found.value, 0, wording)])];
    case 'parcels':
      return found.parcels.map((parcel) => parcelRows(parcel, wording));
  }
}

/** Tab-separated text of everything that was found, one line per value. */
export function copyText(items: readonly { readonly item: Identified; readonly groups: readonly RowGroup[] }[], { t }: Wording): string {
  const head = [t('identify.layer'), t('identify.field'), t('identify.value')].join('\t');
  const lines = items.flatMap(({ item, groups }) => {
    if (item.state === 'outside') return [[item.title, '', t(item.kind === 'parcels' ? 'identify.no-parcel' : 'identify.outside')].join('\t')];
    return groups.flatMap(({ title, rows }) => rows.map(({ name, plain }) => [item.title, title === null ? name : `${title}: ${name}`, plain].join('\t')));
  });
  return [head, ...lines].join('\n');
}

type FoundOf<K extends Found['kind']> = Extract<Found, { kind: K }>;

function mapRows(found: FoundOf<'map'>, wording: Wording): RowGroup[] {
  const { t, language } = wording;
  if (!found.class) {
    const words = { 'outside cropland': 'identify.outside-cropland', 'no data': 'identify.no-data', class: 'identify.not-in-scheme', 'not in the scheme': 'identify.not-in-scheme' }[found.meaning];
    return [single([word('class', 'identify.class', t(words, { value: found.value }), wording)])];
  }
  const rows: Row[] = [
    { ...word('class', 'identify.class', labelOf(found.class.labels, found.class.code, language), wording), swatch: found.class.colour },
    word('code', 'identify.code', t('identify.code-value', { code: found.class.code, value: found.value }), wording),
  ];
  if (found.confidence !== null) rows.push({ ...percent('confidence', t('identify.confidence'), found.confidence, language) });
  const top = found.top.map((item) => ({ ...percent(`top:${item.code}`, labelOf(item.labels, item.code, language), item.probability, language), swatch: item.colour, share: item.probability / 100 }));
  return top.length > 0 ? [single(rows), { id: 'top', title: t('identify.likeliest'), rows: top }] : [single(rows)];
}

function compositeRows(found: FoundOf<'composite'>, period: number, wording: Wording): RowGroup[] {
  const { t, language } = wording;
  const shown = found.periods.find(({ index }) => index === period) ?? found.periods[0];
  if (!shown) return [];
  const observed = shown.filled ? t('identify.filled') : t('identify.clear', { count: shown.count });
  return [
    single([
      { id: 'period', name: t('identify.period'), value: dayRange(shown.start, shown.end, language), plain: `${shown.start}/${shown.end}` },
      { id: 'count', name: t('identify.observations'), value: observed, plain: shown.filled ? '0' : String(shown.count) },
      ...bandRows(shown.bands, wording),
    ]),
  ];
}

function sceneRows(found: FoundOf<'scene'>, wording: Wording): RowGroup[] {
  const { t, language } = wording;
  const time = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' }).format(new Date(found.datetime));
  const rows: Row[] = [{ id: 'date', name: t('identify.date'), value: `${time} UTC`, plain: found.datetime }];
  if (found.quality) rows.push({ id: 'quality', name: t('identify.quality'), value: `${t(`scl.${found.quality.code}`)} (${found.quality.band} ${found.quality.code})`, plain: `${found.quality.band} ${found.quality.code}` });
  return [single([...rows, ...bandRows(found.bands, wording)])];
}

function bandRows(bands: readonly { band: string; stored: number | null; physical: number | null; unit: string }[], wording: Wording): Row[] {
  return bands.map(({ band, stored, physical, unit }) => {
    const row = figure(`band:${band}`, band, physical, digitsFor(unit), wording);
    const suffix = unit === '1' || unit === '' ? '' : ` ${unit}`;
    return { ...row, value: physical === null ? row.value : `${row.value}${suffix}`, plain: physical === null ? '' : `${row.plain}${suffix}`, ...(stored === null ? {} : { note: String(stored) }) };
  });
}

function parcelRows(parcel: FoundOf<'parcels'>['parcels'][number], wording: Wording): RowGroup {
  const { t, language, cropOf } = wording;
  const area = parcel.areaM2 === null ? null : parcel.areaM2 / 10_000;
  const crop = parcel.label === '' ? cropOf(parcel.code) : parcel.label;
  const rows: Row[] = [
    ...(crop === '' ? [] : [{ id: 'crop', name: t('identify.crop'), value: crop, plain: crop }]),
    { id: 'code', name: t('identify.code'), value: parcel.code, plain: parcel.code },
  ];
  if (area !== null) rows.push({ id: 'area', name: t('identify.area'), value: t('identify.hectares', { value: decimals(area, 2, language) }), plain: `${area.toFixed(4)} ha` });
  const own = Object.entries(parcel.attributes).map(([name, value]) => attribute(name, value, wording));
  return { id: String(parcel.fid), title: `${t('identify.parcel')} ${parcel.sourceId === '' ? parcel.fid : parcel.sourceId}`, rows: [...rows, ...own] };
}

function attribute(name: string, value: string | number | boolean | null, { t, language }: Wording): Row {
  const id = `own:${name}`;
  if (value === null || value === '') return { id, name, value: t('identify.empty'), plain: '' };
  if (typeof value === 'boolean') return { id, name, value: t(value ? 'identify.true' : 'identify.false'), plain: String(value) };
  // An attribute that is a number may be an identifier or a year: its digits are not grouped.
  if (typeof value === 'number') return { id, name, value: new Intl.NumberFormat(language, { useGrouping: false, maximumFractionDigits: 6 }).format(value), plain: String(value) };
  return { id, name, value, plain: value };
}

function single(rows: readonly Row[]): RowGroup {
  return { id: 'rows', title: null, rows };
}

function word(id: string, key: string, value: string, { t }: Wording): Row {
  return { id, name: t(key), value, plain: value };
}

function figure(id: string, name: string, value: number | null, digits: number, { t, language }: Wording): Row {
  return value === null ? { id, name, value: t('identify.no-data'), plain: '' } : { id, name, value: decimals(value, digits, language), plain: value.toFixed(digits) };
}

function percent(id: string, name: string, value: number, language: string): Row {
  return { id, name, value: new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 }).format(value / 100), plain: `${value} %` };
}

/** Reflectances with four digits, everything else with two. */
function digitsFor(unit: string): number {
  return unit === '1' || unit === '' ? 4 : 2;
}

function decimals(value: number, digits: number, language: string): string {
  return new Intl.NumberFormat(language, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);
}

function labelOf(labels: Readonly<Record<string, string>>, code: string, language: string): string {
  return labels[language] ?? labels['en'] ?? code;
}
