import { parquetWriteFile } from 'hyparquet-writer';
import { hash32 } from '../../src/main/engine/samples/random.ts';

/** WorldCereal legend codes, and the month (of 12, from January) in which their fields are greenest. */
const CROPS = [
  { code: 1_101_010_001n, peak: 4.3 },
  { code: 1_101_020_001n, peak: 3.2 },
  { code: 1_101_060_000n, peak: 7.4 },
  { code: 1_106_000_010n, peak: 6.3 },
  { code: 2_501_000_000n, peak: 5.5 },
] as const;
const PER_CROP = 40;
const MONTHS = 18;
const COUNTRIES = [
  { dataset: '2022_BEL_FIELDS_POINT_100', lon: 4.4, lat: 50.6, year: '2022' },
  { dataset: '2021_FRA_FIELDS_POINT_100', lon: 2.1, lat: 48.2, year: '2021' },
] as const;

/** Samples whose label is that of the next crop, as in every real file. */
export const WRONG_LABELS = ['field-007', 'field-081', 'field-122'] as const;
/** Samples that are in the file. */
export const EXTRACTED = CROPS.length * PER_CROP;

/** A part of the extraction: the fields of one country, with these bands. */
export interface ExtractionPart {
  readonly country: 'BEL' | 'FRA';
  readonly bands: readonly Band[];
}

type Band = keyof Row['values'];

/**
 * Writes a WorldCereal extraction of the long layout: fields of five crops in two countries and years, eighteen months each
 * from September, with noise, a few clouds and three wrong labels. Values are those of Sentinel-2 L2A times 10 000.
 */
export function writeExtraction(filename: string, part?: ExtractionPart): void {
  const bands = part?.bands ?? ['B03', 'B04', 'B08', 'B11'];
  const rows = Array.from({ length: EXTRACTED * MONTHS }, (_, i) => rowOf(Math.floor(i / MONTHS), i % MONTHS)).filter(({ dataset }) => !part || dataset.includes(part.country));
  const text = (name: string, of: (row: Row) => string) => ({ name, data: rows.map(of), type: 'STRING' as const });
  const place = (name: 'lon' | 'lat') => ({ name, data: rows.map((row) => row[name]), type: 'DOUBLE' as const });
  parquetWriteFile({
    filename,
    columnData: [
      text('sample_id', ({ id }) => id),
      { name: 'timestamp', data: rows.map(({ start }) => start), type: 'TIMESTAMP' as const },
      text('valid_time', ({ year }) => `${year}-06-15`),
      text('ref_id', ({ dataset }) => dataset),
      { name: 'ewoc_code', data: rows.map(({ code }) => code), type: 'INT64' as const },
      place('lon'), place('lat'),
      ...bands.map((band) => ({ name: `S2-L2A-${band}`, data: rows.map(({ values }) => values[band]), type: 'INT32' as const })),
    ],
  });
}

type Row = ReturnType<typeof rowOf>;

function rowOf(field: number, month: number) {
  const id = `field-${String(field).padStart(3, '0')}`;
  const crop = field % CROPS.length;
  const { dataset, lon, lat, year } = COUNTRIES[field % 2] ?? COUNTRIES[0];
  const named = (WRONG_LABELS as readonly string[]).includes(id) ? (crop + 1) % CROPS.length : crop;
  const draw = (...of: number[]): number => hash32(11, field, ...of) / 4_294_967_296;
  const ofYear = (month + 8) % 12;
  const green = Math.exp(-((ofYear - (CROPS[crop]?.peak ?? 0)) ** 2) / 2.4) * (0.8 + 0.4 * draw(1));
  const cloud = draw(2, month) < 0.06;
  const value = (base: number, span: number, band: number): number => (cloud ? 65_535 : Math.round(base + span * green + (draw(3, month, band) - 0.5) * 160));
  return {
    id, dataset, year,
    code: CROPS[named]?.code ?? 0n,
    start: new Date(Date.UTC(Number(year) - 1, 8 + month, 1)),
    lon: lon + draw(4) * 0.6,
    lat: lat + draw(5) * 0.4,
    values: { B03: value(900, -300, 1), B04: value(1300, -950, 2), B08: value(1900, 2700, 3), B11: value(2500, -900, 4), B8A: value(2000, 2700, 5) },
  };
}
