import { z } from 'zod';
import type { Job } from '../../shared/job/job.ts';
import { textOf, toldSchema } from '../../shared/messages/message.ts';
import { counted } from './counted.ts';
import { duration } from './progress.ts';

type Lines = (result: Readonly<Record<string, unknown>>) => readonly string[];

const metricsView = z.object({
  overallAccuracy: z.number(),
  macroF1: z.number(),
  trainRows: z.number(),
  trainSamples: z.number().optional(),
  testRows: z.number(),
  perClass: z.array(z.object({ code: z.string(), precision: z.number(), recall: z.number(), f1: z.number(), support: z.number() })),
});
const searchView = z.array(z.object({ options: z.record(z.string(), z.unknown()), folds: z.array(z.number()), mean: z.number(), sd: z.number() }));
const trainView = z.object({ metrics: metricsView.nullable(), paths: z.object({ report: z.string() }), search: searchView.default([]) });
const compositeView = z.object({
  grid: z.object({ crs: z.string(), affine: z.array(z.number()), width: z.number(), height: z.number() }),
  periods: z.array(z.object({ start: z.string(), end: z.string(), path: z.string(), clearFraction: z.number(), scenes: z.number() })),
});
const samplesView = z.object({ rows: z.number(), byClass: z.record(z.string(), z.number()), rejected: z.array(z.object({ reason: z.string(), count: z.number() })), path: z.string() });
const classifyView = z.object({
  paths: z.record(z.string(), z.string()),
  pixelCounts: z.array(z.object({ code: z.string(), pixels: z.number(), hectares: z.number() })),
  parcels: z.object({ parcels: z.number(), measured: z.number(), agreement: z.object({ agree: z.number(), disagree: z.number(), unknown: z.number() }), unmeasured: z.array(z.object({ reason: z.string(), count: z.number() })) }).optional(),
});

/** What a person wants to see of a job's result, by the kind of job; any other shows its plain fields. */
const REPORTS: Readonly<Record<string, Lines>> = {
  composite: (result) => compositeLines(compositeView.parse(result)),
  'samples-from-parcels': (result) => samplesLines(samplesView.parse(result)),
  'samples-from-extractions': (result) => samplesLines(samplesView.parse(result)),
  train: (result) => trainLines(trainView.parse(result)),
  classify: (result) => classifyLines(classifyView.parse(result)),
};

/** The lines that tell a person how a job ended and what it made; its id comes first, for the next command needs it. */
export function jobReport(job: Job): string[] {
  const result = job.result ?? {};
  const id = typeof result['id'] === 'string' ? [`  id: ${result['id']}`] : [];
  const warnings = z.array(toldSchema).catch([]).parse(result['warnings'] ?? []);
  const took = job.startedAt !== null && job.endedAt !== null ? ` in ${duration((Date.parse(job.endedAt) - Date.parse(job.startedAt)) / 1000)}` : '';
  return [`${job.title}: ${job.state}${took}`, ...id, ...(REPORTS[job.kind] ?? plainLines)(result), ...warnings.map((warning) => `  ! ${textOf(warning)}`)];
}

function plainLines(result: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(result).flatMap(([key, value]) => (key !== 'id' && (typeof value === 'string' || typeof value === 'number') ? [`  ${key}: ${String(value)}`] : []));
}

function compositeLines({ grid, periods }: z.infer<typeof compositeView>): string[] {
  const size = `${grid.width} × ${grid.height} px of ${grid.affine[1] ?? '?'} in ${grid.crs.startsWith('EPSG:') ? grid.crs : 'a coordinate system without a code'}`;
  return [`  grid: ${size}`, ...table(['period', 'scenes', 'clear', 'file'], periods.map(({ start, end, path, clearFraction, scenes }) => [`${start} … ${end}`, String(scenes), percent(clearFraction), path]))];
}

function samplesLines({ rows, byClass, rejected, path }: z.infer<typeof samplesView>): string[] {
  const classes = Object.entries(byClass).toSorted(([, a], [, b]) => b - a);
  return [
    `  ${counted(rows, 'sample')} in ${path}`,
    ...table(['class', 'samples'], classes.map(([code, count]) => [code, String(count)])),
    ...(rejected.length > 0 ? ['  left out:', ...table(['samples', 'why'], rejected.map(({ reason, count }) => [String(count), reason])).slice(1)] : []),
  ];
}

function trainLines({ metrics, paths, search }: z.infer<typeof trainView>): string[] {
  const tried = searchLines(search);
  if (metrics === null) return [...tried, '  It was not tested: no sample was held back.', `  report: ${paths.report}`];
  const rows = metrics.perClass.map(({ code, precision, recall, f1, support }) => [code, figure(precision), figure(recall), figure(f1), String(support)]);
  return [
    ...tried,
    `  macro F1 ${figure(metrics.macroF1)}, overall accuracy ${figure(metrics.overallAccuracy)} on ${counted(metrics.testRows, 'sample')} that were held back; trained on ${learntWords(metrics)}`,
    ...table(['class', 'precision', 'recall', 'F1', 'support'], rows),
    `  report: ${paths.report}`,
  ];
}

function learntWords({ trainRows, trainSamples }: z.infer<typeof metricsView>): string {
  return trainSamples === undefined ? counted(trainRows, 'sample') : `${counted(trainSamples, 'sample')} in ${counted(trainRows, 'changed copy', 'changed copies')}`;
}

/** The options that a cross-validation tried, best first, by what differs between them. */
function searchLines(search: z.infer<typeof searchView>): string[] {
  const names = Object.keys(search[0]?.options ?? {}).filter((name) => new Set(search.map(({ options }) => options[name])).size > 1);
  const rows = search.map(({ options, folds, mean, sd }) => [...names.map((name) => String(options[name])), figure(mean), figure(sd), String(folds.length)]);
  return search.length === 0 ? [] : ['  cross-validated within the training rows:', ...table([...names, 'macro F1', '±', 'folds'], rows)];
}

function classifyLines({ paths, pixelCounts, parcels }: z.infer<typeof classifyView>): string[] {
  const counted = pixelCounts.filter(({ pixels }) => pixels > 0).toSorted((a, b) => b.pixels - a.pixels);
  return [
    ...Object.entries(paths).map(([name, path]) => `  ${name}: ${path}`),
    ...table(['class', 'pixels', 'hectares counted'], counted.map(({ code, pixels, hectares }) => [code, String(pixels), hectares.toFixed(1)])),
    ...(parcels === undefined
      ? []
      : [
          `  ${parcels.measured} of ${parcels.parcels} parcels have a crop: ${parcels.agreement.agree} as declared, ${parcels.agreement.disagree} otherwise, ${parcels.agreement.unknown} cannot be compared`,
          ...parcels.unmeasured.map(({ reason, count }) => `    ${count} without: ${reason}`),
        ]),
  ];
}

function figure(value: number): string {
  return value.toFixed(3);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

/** Columns under their heads: words to the left, numbers to the right. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = head.map((name, i) => Math.max(name.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const isNumber = head.map((_, i) => rows.every((row) => /^[\d.]+( %)?$/.test(row[i] ?? '')));
  return [head, ...rows].map((row) => `    ${row.map((cell, i) => (isNumber[i] === true ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0))).join('  ')}`.trimEnd());
}
