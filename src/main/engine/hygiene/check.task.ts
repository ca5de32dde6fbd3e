import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { type DoubtedClass, doubtedClasses } from '../../../shared/hygiene/doubted-class.ts';
import { checkSummarySchema, flagSchema, type CheckDocument, type Finding } from '../../../shared/hygiene/finding.ts';
import { implementTask } from '../pool/rpc.ts';
import { readSamples } from '../samples/parquet.ts';
import { countBy } from '../samples/split.ts';
import { lonLatOf } from '../samples/splits/split-table.ts';
import type { SampleTable } from '../samples/table.ts';
import { writeJsonAtomic } from '../workspace/atomic.ts';
import { assembleFlagsTask, runCheckTask } from './check.rpc.ts';
import type { RowFlag } from './checks/check.ts';
import { SAMPLE_CHECKS } from './checks/registry.ts';
import { classCurves, sampleCurves } from './curves.ts';
import { overallScore, suggestionFor } from './suggestion.ts';

const partSchema = z.object({ summary: checkSummarySchema, flags: z.array(flagSchema.extend({ row: z.int(), other: z.string().exactOptional() })) });
const DIGITS = 1e4;
/** Share of a class that may be proposed for relabelling where most of it is doubted. */
const MOST_RELABELLED = 0.25;

/** See {@link runCheckTask}. */
export const runCheckImplementation = implementTask(runCheckTask, async ({ check, source, target }, context) => {
  const table = await readSamples(source.path);
  const { flags, facts, skipped } = SAMPLE_CHECKS[check].run({ ...source, table }, (fraction) => {
    context.signal.throwIfAborted();
    context.progress(fraction);
  });
  const summary = { check, flagged: new Set(flags.map(({ row }) => row)).size, skipped: skipped ?? null, facts: { ...facts } };
  await writeJsonAtomic(target, { summary, flags });
  return { file: target, summary };
});

/** See {@link assembleFlagsTask}. */
export const assembleFlagsImplementation = implementTask(assembleFlagsTask, async ({ samples, path, crs, options, parts, target }) => {
  const table = await readSamples(path);
  const found = await Promise.all(parts.map(async (file) => partSchema.parse(JSON.parse(await readFile(file, 'utf8')))));
  const byRow = new Map<number, RowFlag[]>();
  for (const flag of found.flatMap(({ flags }) => flags)) byRow.set(flag.row, [...(byRow.get(flag.row) ?? []), flag]);
  const voters = found.filter(({ summary }) => (summary.check === 'som' || summary.check === 'neighbours') && summary.skipped === null).length;
  const curves = sampleCurves(table);
  const { lon, lat } = lonLatOf(table, crs);
  const place = (value: number | undefined): number | null => (value === undefined || Number.isNaN(value) ? null : Math.round(value * 1e7) / 1e7);
  const doubts = [...byRow]
    .map(([row, flags]) => findingOf(table, row, flags, { score: short(overallScore(flags, voters)), lon: place(lon[row]), lat: place(lat[row]), curve: table.layout.periods.map((_, period) => curves.at(row, period)) }))
    .toSorted((a, b) => b.score - a.score || b.flags.length - a.flags.length || a.row - b.row);
  const ofClasses = classCurves(table, curves);
  const outnumbered = doubtedClasses(doubts, ofClasses);
  const findings = withoutWholeClasses(doubts, outnumbered);
  const document: CheckDocument = {
    version: 1, samples, rows: table.rows, settings: { ...options },
    checks: found.map(({ summary }) => summary),
    periods: table.layout.periods.map((period) => ({ ...period })),
    index: curves.index,
    classCurves: ofClasses,
    findings,
  };
  await writeJsonAtomic(target, document);
  return {
    file: target,
    findings: findings.length,
    checks: document.checks,
    byKind: Object.fromEntries(countBy(findings.flatMap(({ flags }) => flags.map(({ kind }) => kind)))),
    byAction: Object.fromEntries(countBy(findings.map(({ suggestion }) => suggestion.action))),
    doubtedClasses: outnumbered,
  };
});

/**
 * Where most of a class is doubted and more than a quarter of it would be relabelled by what the map and the neighbours
 * propose, its samples are to be looked at instead: to follow the proposals would take the class away.
 */
function withoutWholeClasses(findings: readonly Finding[], outnumbered: readonly DoubtedClass[]): Finding[] {
  const isBySeries = ({ suggestion, flags }: Finding): boolean => suggestion.action === 'fix' && !flags.some(({ kind }) => kind === 'conflict');
  const relabelled = countBy(findings.filter(isBySeries).map(({ classCode }) => classCode));
  const codes = new Set(outnumbered.filter(({ code, samples }) => (relabelled.get(code) ?? 0) > samples * MOST_RELABELLED).map(({ code }) => code));
  return findings.map((finding) => (isBySeries(finding) && codes.has(finding.classCode) ? { ...finding, suggestion: { ...finding.suggestion, action: 'look' } } : finding));
}

function findingOf(table: SampleTable, row: number, flags: readonly RowFlag[], rest: Pick<Finding, 'score' | 'lon' | 'lat' | 'curve'>): Finding {
  const sorted = flags.toSorted((a, b) => b.score - a.score);
  return {
    sample: table.ids[row] ?? '',
    row,
    classCode: table.classes[row] ?? '',
    flags: sorted.map(({ kind, score, facts }) => ({ kind, score: short(score), facts: Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, typeof value === 'number' ? short(value) : value])) })),
    suggestion: suggestionFor(flags),
    ...rest,
  };
}

function short(value: number): number {
  return Math.round(value * DIGITS) / DIGITS;
}
