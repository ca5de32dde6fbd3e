import { join } from 'node:path';
import type { CompositeParams } from '../../../../shared/contract/jobs/composite.ts';
import type { Scene } from '../../../../shared/records/scene.ts';
import type { WorkUnit } from '../../jobs/definition.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { CompositeGrid } from '../grid.rpc.ts';
import { gridKey, ObservationFolder } from './observation-store.ts';
import { inspectSceneTask, observeSceneTask } from './observe.rpc.ts';
import { bandAsset, readsDirectly, sceneSource } from '../scene-source.ts';
import { parseIsoDate } from '../../../../shared/dates/iso-date.ts';
import { message, type Told } from '../../../../shared/messages/message.ts';
import type { SceneSource } from '../source.ts';

/** Observations of areas up to this are kept unless the user says otherwise. */
const KEPT_UP_TO_KM2 = 200;
/** Metres that kept quality codes reach beyond the grid, so that the next mask finds what it needs. */
const KEPT_MARGIN_M = 400;
/** DEFLATE with predictor and overviews on noisy reflectance. */
const BYTES_PER_VALUE = 1.9;

/** How every scene is read, and what must be observed or looked at before. */
export interface ObserveChoice {
  readonly sources: ReadonlyMap<string, SceneSource>;
  readonly units: readonly WorkUnit[];
  /** Share of the job's time. */
  readonly weight: number;
  readonly pixels: { readonly jp2Reads: number; readonly warpReads: number };
  readonly keptBytes: number;
  readonly scratchBytes: number;
  readonly warnings: readonly Told[];
}

export interface ObserveRequest {
  readonly scenes: readonly Scene[];
  readonly params: CompositeParams;
  readonly target: CompositeGrid;
  /** Absolute scratch folder of the run. */
  readonly work: string;
  /** Pixels around a window that the mask depends on. */
  readonly margin: number;
}

/** Decides for each scene whether windows read it where it lies or an observation of it. */
export function observeScenes(workspace: Workspace, request: ObserveRequest): ObserveChoice {
  const { scenes, params, target } = request;
  const { grid } = target;
  const toObserve = scenes.filter((scene) => !readsDirectly(scene, params.bands, grid));
  const bytes = toObserve.length * grid.width * grid.height * params.bands.length * BYTES_PER_VALUE;
  const { kept, warning } = keeps(params, target.areaKm2, bytes);
  const folder = new ObservationFolder(kept ? join(workspace.absolute('observations'), gridKey(grid, params.resampling)) : join(request.work, 'observations'), grid);
  const margin = Math.max(request.margin, kept ? Math.ceil(KEPT_MARGIN_M / target.pixelM) : 0);
  const sources = new Map<string, SceneSource>();
  const units: WorkUnit[] = [];
  const warnings: Told[] = warning ? [warning] : [];
  for (const scene of scenes) {
    const lying = sceneSource(workspace, scene, params.bands);
    if (!toObserve.includes(scene)) {
      sources.set(scene.id, params.mask === 'none' ? { ...lying, quality: null } : lying);
      units.push({ key: `scene ${scene.id}`, task: inspectSceneTask.name, input: { scene: lying, bands: params.bands } });
      continue;
    }
    const date = parseIsoDate(scene.datetime) ?? scene.datetime.slice(0, 10);
    const plan = folder.plan(scene, { date, bands: params.bands, wantsQuality: kept || params.mask !== 'none', margin });
    sources.set(scene.id, params.mask === 'none' ? { ...plan.source, quality: null } : plan.source);
    warnings.push(...plan.warnings);
    if (!plan.missing) continue;
    const { bands, target: files } = plan.missing;
    const needed: SceneSource = { ...lying, bands: lying.bands.filter((_, i) => bands.includes(params.bands[i] ?? '')) };
    units.push({ key: `scene ${scene.id}`, task: observeSceneTask.name, input: { scene: needed, date, bands, grid, resampling: params.resampling, target: files } });
  }
  const observing = units.filter(({ task }) => task === observeSceneTask.name).length;
  return {
    sources,
    units,
    weight: observing === 0 ? 0.02 : 1,
    pixels: pixelsOf(toObserve.slice(0, observing), params.bands, grid.width * grid.height),
    keptBytes: kept ? bytes : 0,
    scratchBytes: kept ? 0 : bytes,
    warnings,
  };
}

function keeps(params: CompositeParams, areaKm2: number, bytes: number): { kept: boolean; warning: Told | null } {
  const wanted = params.observations === 'keep' || (params.observations === 'auto' && areaKm2 <= KEPT_UP_TO_KM2);
  if (!wanted || bytes <= params.observationsBudgetMB * 1e6) return { kept: wanted, warning: null };
  const warning = message('OBSERVATIONS_NOT_KEPT', { megabytes: Math.round(bytes / 1e6), allowed: params.observationsBudgetMB });
  return { kept: false, warning: params.observations === 'keep' ? warning : null };
}

function pixelsOf(scenes: readonly Scene[], bands: readonly string[], pixels: number): ObserveChoice['pixels'] {
  const isJp2 = (scene: Scene): boolean => bands.some((band) => bandAsset(scene, band).driver.startsWith('JP2'));
  const jp2 = scenes.filter(isJp2).length;
  return { jp2Reads: jp2 * pixels * bands.length, warpReads: (scenes.length - jp2) * pixels * bands.length };
}
