import type { SampleCheck, SampleDescription, SampleProfiles } from '../../../shared/contract/samples.ts';
import { compositionTable } from '../../../shared/reports/composition-table.ts';
import { textOf } from '../../../shared/messages/message.ts';
import { given, type Invocation, list, number, type Outcome, text } from '../command.ts';

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
    `${rows} samples, ${gone} rejected when the set was made`,
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
  return { result: { id, ...result }, lines: flags['csv'] === true ? profileCsv(result) : profileLines(result) };
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
    `${rows} samples, ${classes.length} classes${labels ? `, labels of ${labels.first} to ${labels.last}` : ''}`,
    ...classes.map(({ code, rows: count, share, train, test }) => `  ${code.padEnd(wide)} ${String(count).padStart(7)}  ${(share * 100).toFixed(1).padStart(5)} %  ${train} training, ${test} test`),
    ...by.flatMap(({ name, values, more }) => [`by ${name}:`, ...values.slice(0, 20).map(({ value, rows: count }) => `  ${value}  ${count}`), ...(values.length > 20 || more > 0 ? [`  … ${values.length - Math.min(20, values.length) + more} more`] : [])]),
    'bands: n, missing, 2 %, median, 98 %',
    ...bands.map(({ band, unit, n, missing, p2, p50, p98 }) => `  ${band.padEnd(10)} ${n}  ${missing}  ${shown(p2)}  ${shown(p50)}  ${shown(p98)}  ${unit === '1' ? '' : unit}`.trimEnd()),
    ...(weights && weights.min !== weights.max ? [`weights ${shown(weights.min)} to ${shown(weights.max)}, ${weights.zero} of them 0`] : []),
  ];
}

function profileLines({ periods, quantities, quantiles, classes }: SampleProfiles): string[] {
  const middle = quantiles.indexOf(0.5) < 0 ? Math.floor(quantiles.length / 2) : quantiles.indexOf(0.5);
  return quantities.flatMap(({ name, unit }, q) => [
    `${name}${unit === '' || unit === '1' ? '' : ` (${unit})`}, quantile ${quantiles[middle]} by period from ${periods[0]?.start ?? ''}`,
    ...classes.map(({ code, samples, series }) => `  ${code} (${samples}): ${(series[q] ?? []).map((period) => shown(period.quantiles?.[middle] ?? null)).join(' ')}`),
  ]);
}

function profileCsv({ periods, quantities, quantiles, classes }: SampleProfiles): string[] {
  return [
    row('class', 'quantity', 'unit', 'start', 'end', 'n', 'mean', ...quantiles.map((share) => `q${share}`)),
    ...classes.flatMap(({ code, series }) => quantities.flatMap(({ name, unit }, q) => periods.map(({ start, end }, period) => {
      const found = series[q]?.[period];
      return row(code, name, unit, start, end, found?.n ?? 0, found?.mean ?? null, ...(found?.quantiles ?? quantiles.map(() => null)));
    }))),
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
