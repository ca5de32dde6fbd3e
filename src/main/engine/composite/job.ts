import { appError } from '../../../shared/errors/app-error.ts';
import { type CompositeParams, compositeParamsSchema, type CompositeResult } from '../../../shared/contract/jobs/composite.ts';
import { reflectanceQuantity } from '../../../shared/raster/quantity.ts';
import type { Composite } from '../../../shared/records/composite.ts';
import { distinct, textOf, type Told } from '../../../shared/messages/message.ts';
import type { JobDefinition, UnitResults } from '../jobs/definition.ts';
import type { CompositeCarry } from './plan.ts';
import { planComposite } from './plan.ts';

/** Composites scenes: from what lies on the disk to one COG per period on one grid. */
export const compositeJob: JobDefinition<CompositeParams> = {
  kind: 'composite',
  params: compositeParamsSchema,
  record: 'composite',
  output(engine, params) {
    const id = engine.catalog.composite.freeId(baseId(params));
    return { id, folder: `composites/${id}` };
  },
  plan: planComposite,
  async finish(engine, job, plan, place, results) {
    await Promise.resolve();
    const carry = plan.carry as unknown as CompositeCarry;
    const clear = clearPerPeriod(carry, plan.stages.flatMap(({ units }) => units.map(({ key }) => key)), results, job.id);
    const pixels = carry.recipe.grid.width * carry.recipe.grid.height;
    const periods = carry.recipe.periods.map(({ name, start, end }, i) => ({
      start,
      end,
      path: `${place.outputFolder}/${name}.tif`,
      clearFraction: (clear[i] ?? 0) / pixels,
      scenes: carry.scenesPerPeriod[i] ?? 0,
    }));
    const record: Composite = {
      kind: 'composite',
      id: place.outputId,
      title: plan.title,
      createdAt: engine.now().toISOString(),
      simulated: carry.simulated,
      warnings: warningsOf(carry, results),
      grid: carry.recipe.grid,
      footprint: carry.footprint.map((box) => [...box]),
      bands: carry.recipe.bands.map(reflectanceQuantity),
      periods,
      origin: 'composite',
      settings: { ...job.params },
      sceneIds: [...carry.sceneIds],
      runId: place.runId,
    };
    const result: CompositeResult = { id: record.id, grid: record.grid, bands: [...carry.recipe.bands], periods, scenes: carry.sceneIds.length, warnings: record.warnings };
    return { record, outputs: periods.map(({ path }) => path), result };
  },
};

/** Pixels with a clear observation in each period, over all windows that were done. @throws JOB_WINDOWS_FAILED when none was */
function clearPerPeriod(carry: CompositeCarry, keys: readonly string[], results: UnitResults, job: string): number[] {
  const windows = keys.filter((key) => key.startsWith('window '));
  const done = windows.map((key) => results.get(key) as { clear: number[] } | undefined).filter((result) => result !== undefined);
  if (done.length === 0) throw appError('JOB_WINDOWS_FAILED', { failed: windows.length, total: windows.length, id: job, first: windows[0] ?? 'none' });
  return carry.recipe.periods.map((_, period) => done.reduce((sum, { clear }) => sum + (clear[period] ?? 0), 0));
}

function warningsOf(carry: CompositeCarry, results: UnitResults): Told[] {
  const found = [...results].filter(([key]) => key.startsWith('scene ')).flatMap(([, result]) => (result as { warnings: Told[] }).warnings);
  return distinct([...carry.warnings, ...found]).sort((a, b) => (textOf(a) < textOf(b) ? -1 : 1));
}

function baseId(params: CompositeParams): string {
  const period = typeof params.period === 'string' ? params.period : 'periods';
  const span = [params.from, params.to].filter((day) => day !== null).map((day) => day.slice(0, 7));
  return ['composite', ...span, period, params.reducer].join('-');
}
