import { mapEncoding, mapLegend } from '../../../shared/legend/legend.ts';
import { legendCsv } from '../../../shared/legend/legend-csv.ts';
import { qmlStyle } from '../../../shared/legend/qml.ts';
import { sldStyle } from '../../../shared/legend/sld.ts';
import type { CropMap } from '../../../shared/records/learning.ts';
import { message, type Told } from '../../../shared/messages/message.ts';
import type { EngineContext } from '../context.ts';
import type { JobDefinition, JobPlace, JobPlan, UnitResults } from '../jobs/definition.ts';
import { describeNetworkProcessors, describeTreeProcessors, type ProcessorReport } from '../onnx/processors.ts';
import { writeFileAtomic } from '../workspace/atomic.ts';
import { assembleMapTask } from './assemble.rpc.ts';
import { MAP_FILES, MAP_SIDECAR } from './map-files.ts';
import { type WindowResult, CHECK, checkModelTask, classifyWindowTask } from './window.rpc.ts';

/** Writes the styles and the legend of a map whose rasters are in place, and makes its record and result. */
export const finishMap: JobDefinition['finish'] = async (engine, _job, plan, place, results) => {
  const record = recordOf(engine, plan, place, results);
  const windows = windowResults(plan.carry['windows'], results);
  const classifiedPixels = record.pixelCounts.reduce((sum, count) => sum + count.pixels, 0);
  const seconds = secondsPerStage(windows.done);
  const legend = mapLegend(record.scheme, [...record.classes, ...(record.parents ?? [])], { hasMask: record.croplandId !== null });
  await writeTexts(engine, place.outputFolder, {
    [MAP_FILES.qml]: qmlStyle(legend),
    [MAP_FILES.sld]: sldStyle(record.title, legend),
    [MAP_FILES.legend]: legendCsv(legend, record.pixelCounts),
  });
  return {
    record,
    processors: await processorsOf(engine, plan, results),
    outputs: [...Object.values(record.paths), `${place.outputFolder}/${MAP_SIDECAR}`],
    result: {
      id: record.id,
      paths: record.paths,
      pixels: record.grid.width * record.grid.height,
      classifiedPixels,
      outsidePixels: windows.done.reduce((sum, window) => sum + window.outside, 0),
      nodata: mapEncoding(record.scheme).nodata,
      pixelCounts: record.pixelCounts,
      secondsPerStage: seconds,
      ...(Number(plan.carry['tokens']) > 0 && classifiedPixels > 0 ? { tokensPerCoreSecond: Math.round((Number(plan.carry['tokens']) * classifiedPixels) / Math.max(seconds.features, 1e-3)) } : {}),
      peakMemoryMB: engine.pool.peakMemoryMB,
      provider: 'cpu',
      warnings: record.warnings,
    },
  };
};

/** What computed: trees in Furrow's kernel, networks in ONNX Runtime; both on the CPU. */
function processorsOf(engine: EngineContext, plan: JobPlan, results: UnitResults): Promise<ProcessorReport[]> {
  const { runner } = checkModelTask.output.parse(results.get(CHECK));
  return runner === 'network' || typeof plan.carry['encoder'] === 'string' ? describeNetworkProcessors(engine.pool) : describeTreeProcessors(engine.pool);
}

function recordOf(engine: EngineContext, plan: JobPlan, place: JobPlace & { readonly outputId: string }, results: UnitResults): CropMap {
  const model = engine.catalog.model.get(String(plan.carry['model']));
  const composite = engine.catalog.composite.get(String(plan.carry['composite']));
  const windows = windowResults(plan.carry['windows'], results);
  const { hectaresPerPixel } = assembleMapTask.output.parse(results.get('map'));
  const parents = (plan.carry['parents'] as string[] | undefined) ?? [];
  const pixelCounts = [...model.card.classes, ...parents].map((code, c) => {
    const pixels = windows.done.reduce((sum, window) => sum + (window.byClass[c] ?? 0), 0);
    return { code, pixels, hectares: pixels * hectaresPerPixel };
  });
  return {
    kind: 'map',
    id: place.outputId,
    title: String(plan.carry['title']),
    createdAt: engine.now().toISOString(),
    simulated: plan.carry['simulated'] === true,
    warnings: [...((plan.carry['warnings'] ?? []) as Told[]), ...(windows.failed === 0 ? [] : [message('WINDOWS_FAILED', { count: windows.failed, total: windows.failed + windows.done.length })])],
    folder: place.outputFolder,
    grid: composite.grid,
    footprint: composite.footprint,
    modelId: model.id,
    compositeId: composite.id,
    croplandId: typeof plan.carry['cropland'] === 'string' ? plan.carry['cropland'] : null,
    scheme: model.card.scheme,
    classes: [...model.card.classes],
    ...(parents.length > 0 ? { parents } : {}),
    paths: Object.fromEntries(Object.entries(MAP_FILES).map(([name, file]) => [name, `${place.outputFolder}/${file}`])),
    pixelCounts,
    runId: place.runId,
  };
}

function windowResults(keys: unknown, results: UnitResults): { readonly done: readonly WindowResult[]; readonly failed: number } {
  const all = Array.isArray(keys) ? keys.map(String) : [];
  const done = all.filter((key) => results.has(key)).map((key) => classifyWindowTask.output.parse(results.get(key)));
  return { done, failed: all.length - done.length };
}

/** Seconds that all workers together spent on each step. */
function secondsPerStage(windows: readonly WindowResult[]): WindowResult['seconds'] {
  const sum = { read: 0, features: 0, model: 0, write: 0 };
  for (const { seconds } of windows) {
    sum.read += seconds.read;
    sum.features += seconds.features;
    sum.model += seconds.model;
    sum.write += seconds.write;
  }
  return sum;
}

async function writeTexts(engine: EngineContext, folder: string, texts: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(texts)) await writeFileAtomic(engine.workspace.place(`${folder}/${name}`), text);
}
