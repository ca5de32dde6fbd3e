import type { Told } from '../../../../shared/messages/message.ts';
import type { SampleSet } from '../../../../shared/records/learning.ts';
import type { EngineContext } from '../../context.ts';
import type { JobOutcome, JobPlace, JobPlan, UnitResults } from '../../jobs/definition.ts';
import { assembleSamplesTask } from './place.rpc.ts';
import { rejectedFile } from '../rejection-log.ts';
import { ASSEMBLE } from '../series/series-stages.ts';
import { sampleSetHead } from '../set-record.ts';

/** What the two ways to draw samples from composites tell of their sets. */
export interface DrawnSet {
  readonly composite: string;
  readonly moreComposites: readonly string[];
  readonly blockM: number;
  /** Where places and classes come from: a parcel set or a file. */
  readonly source: string;
  /** Parameters of the job, and what else the settings keep. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** What was found about the source. */
  readonly warnings?: readonly Told[];
}

/** The record and the files of samples whose series were read from composites, once they are assembled. */
export function finishDrawnSet(engine: EngineContext, drawn: DrawnSet, plan: JobPlan, place: JobPlace & { readonly outputId: string }, results: UnitResults): JobOutcome {
  const { bySplit, ...found } = assembleSamplesTask.output.parse(results.get(ASSEMBLE));
  const composite = engine.catalog.composite.get(drawn.composite);
  const path = `${place.outputFolder}/samples.parquet`;
  const record: SampleSet = {
    ...sampleSetHead(engine, plan, place),
    schemeId: String(plan.carry['schemeId']),
    warnings: [...(drawn.warnings ?? [])],
    crs: String(plan.carry['crs']),
    bands: composite.bands,
    periods: composite.periods.map(({ start, end }) => ({ start, end })),
    settings: { ...drawn.settings, innerBufferM: Number(plan.carry['innerBufferM']), bySplit, split: `blocks of ${drawn.blockM} m` },
    sources: [drawn.source, drawn.composite, ...drawn.moreComposites],
    ...found,
  };
  return { record, outputs: [path, rejectedFile(path)], result: { id: record.id, ...found, bySplit, path, ...(record.warnings.length > 0 ? { warnings: record.warnings } : {}) } };
}
