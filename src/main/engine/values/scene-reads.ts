import { join } from 'node:path';
import { type CompositeParams, compositeParamsSchema } from '../../../shared/contract/jobs/composite.ts';
import { parseIsoDate } from '../../../shared/dates/iso-date.ts';
import { type Grid, pixelSize } from '../../../shared/geo/grid.ts';
import type { Composite } from '../../../shared/records/composite.ts';
import type { Scene } from '../../../shared/records/scene.ts';
import { gridKey, ObservationFolder, qualityAsset } from '../composite/observe/observation-store.ts';
import { sceneSource } from '../composite/scene-source.ts';
import { alignedOrigin, dividesEvenly, type SceneSource } from '../composite/source.ts';
import type { EngineContext } from '../context.ts';
import { maskMargin } from '../mask/clear.ts';
import { maskRule } from '../mask/preset.ts';

/** A scene of a composite and how its pixel is read. */
export interface SceneRead {
  readonly scene: Scene;
  readonly source: SceneSource;
  /**
   * True where a pixel is read in an instant: from a kept observation, or from a raster on the composite's own grid or on
   * one that its pixels divide.
   */
  readonly quick: boolean;
}

/** Bands that are brought onto the grid for one click at most, over all dates: each takes a millisecond. */
const MOST_WARPS = 150;

/** Metres of a degree of latitude. */
const METRES_PER_DEGREE = 111_320;

/** The settings that a composite was made with; null for one that was imported. */
export function compositeSettings(composite: Composite): CompositeParams | null {
  if (composite.origin !== 'composite') return null;
  const parsed = compositeParamsSchema.safeParse(composite.settings);
  return parsed.success ? parsed.data : null;
}

/** Metres of a pixel, as the composite job counts them. */
export function pixelMetres(grid: Grid): number {
  // A geographic CRS counts in degrees; no pixel that Furrow composites is as small as a thousandth of a metre.
  return pixelSize(grid) * (pixelSize(grid) < 0.1 ? METRES_PER_DEGREE : 1);
}

/** The scenes of a composite that are still in the catalog, in order of time. */
export function scenesOf(engine: Pick<EngineContext, 'catalog'>, composite: Composite): Scene[] {
  const scenes = composite.sceneIds.map((id) => engine.catalog.scene.find(id)).filter((scene) => scene !== null);
  return scenes.toSorted((a, b) => (a.datetime < b.datetime ? -1 : a.datetime > b.datetime ? 1 : 0));
}

/** How the scenes of a composite are read at one pixel. @throws BAND_MISSING where a scene lost a band */
export function sceneReads(engine: Pick<EngineContext, 'workspace'>, composite: Composite, settings: CompositeParams, scenes: readonly Scene[], bands: readonly string[]): SceneRead[] {
  const { grid } = composite;
  const observations = new ObservationFolder(join(engine.workspace.absolute('observations'), gridKey(grid, settings.resampling)), grid);
  const margin = maskMargin({ rule: maskRule(settings.mask), erodeM: settings.erodeM, dilateM: settings.dilateM, pixelM: pixelMetres(grid) });
  let warps = MOST_WARPS;
  return scenes.map((scene) => {
    const lying = sceneSource(engine.workspace, scene, bands);
    const cost = warpsOf(lying, grid);
    if (cost <= warps) {
      warps -= cost;
      return { scene, source: lying, quick: true };
    }
    const date = parseIsoDate(scene.datetime) ?? scene.datetime.slice(0, 10);
    const plan = observations.plan(scene, { date, bands, wantsQuality: qualityAsset(scene) !== null, margin });
    return plan.missing ? { scene, source: lying, quick: false } : { scene, source: plan.source, quick: true };
  });
}

/** How many bands must be brought onto the grid for one pixel; infinite where that takes more than a moment. */
function warpsOf({ bands, quality }: SceneSource, grid: Grid): number {
  const costs = [...bands, ...(quality ? [quality] : [])].map((band) => {
    if (band.driver !== 'GTiff' && band.driver !== 'COG') return Number.POSITIVE_INFINITY;
    if (alignedOrigin(band.grid, grid)) return 0;
    return dividesEvenly(band.grid, grid) ? 1 : Number.POSITIVE_INFINITY;
  });
  return costs.reduce((sum, cost) => sum + cost, 0);
}
