import { join } from 'node:path';
import { type CompositeParams, compositeParamsSchema } from '../../../shared/contract/jobs/composite.ts';
import { parseIsoDate } from '../../../shared/dates/iso-date.ts';
import { type Grid, pixelSize } from '../../../shared/geo/grid.ts';
import type { Composite } from '../../../shared/records/composite.ts';
import type { Scene } from '../../../shared/records/scene.ts';
import { gridKey, ObservationFolder, qualityAsset } from '../composite/observation-store.ts';
import { sceneSource } from '../composite/scene-source.ts';
import { alignedOrigin, type SceneSource } from '../composite/source.ts';
import type { EngineContext } from '../context.ts';
import { maskMargin } from '../mask/clear.ts';
import { maskRule } from '../mask/preset.ts';

/** A scene of a composite and how its pixel is read. */
export interface SceneRead {
  readonly scene: Scene;
  readonly source: SceneSource;
  /** True where a pixel is read in an instant: from a kept observation, or from a raster on the composite's own grid. */
  readonly quick: boolean;
}

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
  return scenes.map((scene) => {
    const lying = sceneSource(engine.workspace, scene, bands);
    if (liesOn(lying, grid)) return { scene, source: lying, quick: true };
    const date = parseIsoDate(scene.datetime) ?? scene.datetime.slice(0, 10);
    const plan = observations.plan(scene, { date, bands, wantsQuality: qualityAsset(scene) !== null, margin });
    return plan.missing ? { scene, source: lying, quick: false } : { scene, source: plan.source, quick: true };
  });
}

/** True when the pixels of every band coincide with the grid's and lie in small blocks. */
function liesOn(source: SceneSource, grid: Grid): boolean {
  return [...source.bands, ...(source.quality ? [source.quality] : [])].every((band) => !band.driver.startsWith('JP2') && alignedOrigin(band.grid, grid) !== null);
}
