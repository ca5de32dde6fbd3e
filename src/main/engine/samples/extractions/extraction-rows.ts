import { COMPOSITE_NODATA } from '../../../../shared/raster/nodata.ts';
import { slotPeriod, slotStart } from '../../ingest/worldcereal-extraction/calendar-slot.ts';
import type { Aspect, ExtractedSample, ExtractionTable } from '../../ingest/worldcereal-extraction/extraction-table.ts';
import type { CutSample } from '../../ingest/worldcereal-extraction/pivot.ts';
import { qualityWeight } from './quality-weight.ts';
import { blockAt, countBy } from '../split.ts';
import type { SampleAttribute, SampleTable } from '../table.ts';

/** What a table takes of an extraction. */
export interface ExtractionRows {
  /** Indices of the extraction's bands. */
  readonly bands: readonly number[];
  readonly blockM: number;
  readonly aspect: Aspect | null;
  classOf(code: string): string;
}

/** Bands that any sample has a value of, of those that were wanted. */
export function wantedBands(extraction: ExtractionTable, cut: readonly CutSample[], wanted: readonly string[] | null): number[] {
  return extraction.bands.flatMap((band, b) => {
    if (wanted !== null && !wanted.includes(band)) return [];
    return cut.some(({ sample }) => [...sample.steps.values()].some((values) => values[b] !== COMPOSITE_NODATA)) ? [b] : [];
  });
}

/** One row per sample, all of them in training; steps that a sample lacks are missing values. */
export function tableOfExtraction(extraction: ExtractionTable, cut: readonly CutSample[], { bands, blockM, aspect, classOf }: ExtractionRows): SampleTable {
  const steps = cut[0]?.count ?? 0;
  const rows = cut.length;
  const series = new Uint16Array(steps * bands.length * rows).fill(COMPOSITE_NODATA);
  cut.forEach(({ sample, start }, row) => {
    for (let t = 0; t < steps; t++) {
      const values = sample.steps.get(start + t);
      if (values) bands.forEach((b, i) => (series[(t * bands.length + i) * rows + row] = values[b] ?? COMPOSITE_NODATA));
    }
  });
  const common = commonestStart(cut);
  return {
    rows,
    layout: { bands: bands.map((b) => extraction.bands[b] ?? ''), periods: Array.from({ length: steps }, (_, t) => slotPeriod(common + t, extraction.frequency)) },
    ids: cut.map(({ sample }) => sample.id),
    classes: cut.map(({ sample }) => classOf(sample.code)),
    groups: cut.map(({ sample }) => blockAt(sample.lon, sample.lat, blockM, 'degrees')),
    splits: cut.map(() => 'train'),
    x: Float64Array.from(cut, ({ sample }) => sample.lon),
    y: Float64Array.from(cut, ({ sample }) => sample.lat),
    series,
    weights: Float64Array.from(cut, ({ sample }) => qualityWeight(sample, aspect)),
    attributes: attributesOf(extraction, cut),
  };
}

/** Samples of several years have one set of periods: that of the year which most of them have. */
function commonestStart(cut: readonly CutSample[]): number {
  const counts = countBy(cut.map(({ start }) => String(start)));
  return Number([...counts].toSorted((a, b) => b[1] - a[1] || Number(a[0]) - Number(b[0]))[0]?.[0] ?? 0);
}

/** Country of a data set: the second part of `2022_FRA_LPIS_POLY_110`. */
function countryOf({ dataset }: ExtractedSample): string | null {
  return /^\d{4}_([A-Z]{2,3})_/.exec(dataset ?? '')?.[1] ?? null;
}

function attributesOf({ frequency }: ExtractionTable, cut: readonly CutSample[]): SampleTable['attributes'] {
  const of = (value: (sample: ExtractedSample) => string | null): (string | null)[] => cut.map(({ sample }) => value(sample));
  const columns: [SampleAttribute, (string | null)[]][] = [
    ['dataset', of(({ dataset }) => dataset)],
    ['year', of(({ validTime }) => validTime?.slice(0, 4) ?? null)],
    ['country', of(countryOf)],
    ['region', of(({ region }) => region)],
    ['lon', of(({ lon }) => String(lon))],
    ['lat', of(({ lat }) => String(lat))],
    ['valid_time', of(({ validTime }) => validTime)],
    ['start', cut.map(({ start }) => slotStart(start, frequency))],
  ];
  return new Map(columns.filter(([, values]) => values.some((value) => value !== null)));
}
