import type { SampleCheck, SampleDescription, SampleProfiles } from '../../../shared/contract/samples.ts';
import { compositionTable } from '../../../shared/reports/composition-table.ts';
import { textOf } from '../../../shared/messages/message.ts';
import { given, type Invocation, list, number, type Outcome, text } from '../command.ts';
import { counted } from '../counted.ts';

/** `furrow samples check ID`: counts, missing values, duplicates, and whether the test lies apart from the training. */
export async function checkSet(invocation: Invocation, id: string): Promise<Outcome> {
  await using client = await invocation.open();
  const { check } = await client.call('samples.check', { id });
  const { byReason } = await client.call('samples.rejected', { id, limit: 1 });
  const byClass = Object.fromEntries(Object.entries(check.byClass).map(([code, { train, test }]) => [code, train + test]));
  return { result: { id, rows: check.rows, byClass, rejected: byReason, warnings: check.warnings, check }, lines: checkLines(check, byReason) };
}

function checkLines({ rows, byClass, nodata, duplicates, leak, warnings }: SampleCheck, rejected: readonly { reason: string; count: number }[]): string[] {
  const wide = Math.max(5, ...Object.keys(byClass).map((code) => code.length));
  const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
  const gone = rejected.reduce((sum, { count }) => sum + count, 0);
  const poorest = nodata.byPeriod.toSorted((a, b) => b.share - a.share)[0];
  return [
    `${counted(rows, 'sample')}, ${gone} rejected when the set was made`,
    ...Object.entries(byClass).map(([code, { train, test }]) => `  ${code.padEnd(wide)} ${String(train + test).padStart(7)}  ${train} training, ${test} test`),
    `missing values: ${percent(nodata.total)}${poorest && poorest.share > 0 ? `, most in ${poorest.start} (${percent(poorest.share)})` : ''}`,
    ...Object.entries(nodata.byBand).filter(([, share]) => share > 0).map(([band, share]) => `  ${band.padEnd(10)} ${percent(share)}`),
    `same series twice: ${duplicates.same}, ${duplicates.conflicting} of them in two classes`,
    `test against training: ${leak.sharedGroups} groups on both sides${leak.nearestM === null ? '' : `, nearest ${Math.round(leak.nearestM)} m apart`}`,
    ...warnings.map((warning) => `  ! ${textOf(warning)}`),
  ];
}

/** `furrow samples describe ID`: classes, distributions and band statistics. */
export async function describeSet({ open, flags }: Invocation, id: string): Promise<Outcome> {
  await using client = await open();
  const result = await client.call('samples.describe', { id });
  return { result: { id, ...result }, lines: flags['csv'] === true ? compositionTable(result).map((cells) => row(...cells)) : descriptionLines(result) };
}

/** `furrow samples profiles ID`: quantiles of bands and indices by class and period. */
export async function profileSet({ open, flags }: Invocation, id: string): Promise<Outcome> {
  const request = given({
    quantities: list(flags, 'quantity'),
    classes: list(flags, 'classes'),
    quantiles: list(flags, 'quantiles')?.map((share) => Number(share)),
    examples: number(flags, 'examples', 'samples'),
    seed: number(flags, 'seed', 'samples'),
    split: text(flags, 'split') as 'train' | 'test' | undefined,
  });
  await using client = await open();
  const result = await client.call('samples.profiles', { id, ...request });
  const { quantiles } = result;
  const middle = quantiles.includes(0.5) ? quantiles.indexOf(0.5) : Math.floor(quantiles.length / 2);
  const told = request.quantiles ? quantiles.map((_, i) => i) : [middle];
  return { result: { id, ...result }, lines: flags['csv'] === true ? profileCsv(result) : profileLines(result, told) };
}

/** `furrow samples rejected ID`: the samples that were rejected, and why. */
export async function rejectedOfSet({ open, flags }: Invocation, id: string): Promise<Outcome> {
  await using client = await open();
  const request = given({ reason: text(flags, 'reason'), limit: number(flags, 'limit', 'samples') });
  const result = await client.call('samples.rejected', { id, ...request });
  const lines = flags['csv'] === true
    ? [row('sample_id', 'reason'), ...result.rows.map(({ id: sample, reason }) => row(sample, reason))]
    : [...result.byReason.map(({ reason, count }) => `${String(count).padStart(8)}  ${reason}`), '', ...result.rows.map(({ id: sample, reason }) => `${sample}: ${reason}`), ...(result.total > result.rows.length ? [`… and ${result.total - result.rows.length} more (--limit N)`] : [])];
  return { result: { id, ...result }, lines };
}

function descriptionLines({ rows, classes, by, bands, weights, labels }: SampleDescription): string[] {
  const wide = Math.max(5, ...classes.map(({ code }) => code.length));
  return [
    `${counted(rows, 'sample')}, ${counted(classes.length, 'class', 'classes')}${labels ? `, labels of ${labels.first} to ${labels.last}` : ''}`,
    ...classes.map(({ code, rows: count, share, train, test }) => `  ${code.padEnd(wide)} ${String(count).padStart(7)}  ${(share * 100).toFixed(1).padStart(5)} %  ${train} training, ${test} test`),
    ...by.flatMap(({ name, values, more }) => [`by ${name}:`, ...values.slice(0, 20).map(({ value, rows: count }) => `  ${value}  ${count}`), ...(values.length > 20 || more > 0 ? [`  … ${values.length - Math.min(20, values.length) + more} more`] : [])]),
    'bands: n, missing, 2 %, median, 98 %',
    ...bands.map(({ band, unit, n, missing, p2, p50, p98 }) => `  ${band.padEnd(10)} ${n}  ${missing}  ${shown(p2)}  ${shown(p50)}  ${shown(p98)}  ${unit === '1' ? '' : unit}`.trimEnd()),
    ...(weights && weights.min !== weights.max ? [`weights ${shown(weights.min)} to ${shown(weights.max)}, ${weights.zero} of them 0`] : []),
  ];
}

/** @param told which of the quantiles are told, by their places */
function profileLines({ periods, quantities, quantiles, classes }: SampleProfiles, told: readonly number[]): string[] {
  const one = told.length === 1;
  const line = (values: readonly (number | null)[]): string => values.map(shown).join(' ');
  return quantities.flatMap(({ name, unit }, q) => [
    `${name}${unit === '' || unit === '1' ? '' : ` (${unit})`}, ${one ? 'quantile' : 'quantiles'} ${told.map((i) => quantiles[i]).join(', ')} by period from ${periods[0]?.start ?? ''}`,
    ...classes.flatMap(({ code, samples, series, examples }) => [
      ...(one ? [] : [`  ${code} (${samples})`]),
      ...told.map((i) => `${one ? `  ${code} (${samples})` : `    ${quantiles[i]}`}: ${line((series[q] ?? []).map((period) => period.quantiles?.[i] ?? null))}`),
      ...examples.map(({ id, values }) => `    sample ${id}: ${line(values[q] ?? [])}`),
    ]),
  ]);
}

/** Rows of classes, and of single samples where some were drawn: then a column names them, and their value is the mean of one. */
function profileCsv({ periods, quantities, quantiles, classes }: SampleProfiles): string[] {
  const hasExamples = classes.some(({ examples }) => examples.length > 0);
  const of = (code: string, sample: string): string[] => (hasExamples ? [code, sample] : [code]);
  const curves = (each: (q: number, period: number, about: readonly string[]) => string): string[] =>
    quantities.flatMap(({ name, unit }, q) => periods.map(({ start, end }, period) => each(q, period, [name, unit, start, end])));
  const none = quantiles.map(() => null);
  return [
    row(...of('class', 'sample'), 'quantity', 'unit', 'start', 'end', 'n', 'mean', ...quantiles.map((share) => `q${share}`)),
    ...classes.flatMap(({ code, series, examples }) => [
      ...curves((q, period, about) => {
        const found = series[q]?.[period];
        return row(...of(code, ''), ...about, found?.n ?? 0, found?.mean ?? null, ...(found?.quantiles ?? none));
      }),
      ...examples.flatMap(({ id, values }) => curves((q, period, about) => {
        const value = values[q]?.[period] ?? null;
        return row(...of(code, id), ...about, value === null ? 0 : 1, value, ...none);
      })),
    ]),
  ];
}

function shown(value: number | null): string {
  return value === null ? '–' : String(Number(value.toPrecision(4)));
}

function row(...values: readonly (string | number | null)[]): string {
  return values.map((value) => {
    const text = value === null ? '' : String(value);
    return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  }).join(',');
}
