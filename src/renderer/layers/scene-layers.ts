import type { BandQuantity } from '../../shared/raster/quantity.ts';
import { reflectanceQuantity } from '../../shared/raster/quantity.ts';
import { sceneGrid } from '../../shared/raster/scene-preview.ts';
import type { Scene } from '../../shared/records/scene.ts';
import type { Frame, IndexLayer, Layer, Range, RgbLayer, ScenePart } from './layer.ts';
import { titled } from './titled.ts';

/** `recordId` of the layer that shows all acquisitions, a day at a time. */
export const SCENES = 'scenes';
/** Stretch of a scene before anything was measured: that of composites, so that both look alike. */
const FIRST_RANGE: Range = [0, 2500];
const TRUE_COLOUR = ['B04', 'B03', 'B02'] as const;

/** True for layers of acquisitions as they lie on the disk, not of composites. */
export function showsScenes(layer: Layer): layer is RgbLayer | IndexLayer {
  return 'frames' in layer && layer.frames[0]?.parts !== undefined;
}

/** Names of the reflectance bands of a scene, as its product orders them. */
function bandsOf(scene: Pick<Scene, 'assets'>): string[] {
  return scene.assets.flatMap(({ quantity, band }) => (quantity === 'reflectance' ? [band] : []));
}

/** One scene as a layer; null for one without reflectance, such as a lone quality band. */
export function sceneLayer(scene: Scene): RgbLayer | null {
  const grid = sceneGrid(scene.assets);
  if (!grid) return null;
  const day = scene.datetime.slice(0, 10);
  return { ...look(bandsOf(scene)), id: `${scene.id}:scene`, title: scene.title, recordId: scene.id, simulated: scene.simulated, grid, frames: [{ start: day, end: day, url: '', parts: [{ sceneId: scene.id, grid }] }] };
}

/**
 * All scenes as one layer that shows a day at a time, tiles of the same day side by side; null where there are none.
 * Its bands are those that every one of them has.
 */
export function dateLayer(scenes: readonly Scene[]): RgbLayer | null {
  const { members, bands } = alike(scenes);
  const byDay = new Map<string, ScenePart[]>();
  for (const scene of members) {
    const grid = sceneGrid(scene.assets);
    const day = scene.datetime.slice(0, 10);
    if (grid) byDay.set(day, [...(byDay.get(day) ?? []), { sceneId: scene.id, grid }]);
  }
  const frames = [...byDay].sort(([a], [b]) => (a < b ? -1 : 1)).map(([day, parts]): Frame => ({ start: day, end: day, url: '', parts }));
  const grid = frames[0]?.parts?.[0]?.grid;
  if (!grid) return null;
  return { ...look(bands), id: `${SCENES}:rgb`, ...titled('layer.scenes', ''), recordId: SCENES, simulated: members.every(({ simulated }) => simulated), grid, frames };
}

/** The scenes that can be shown with the same bands: those with true colour where there are any. */
function alike(scenes: readonly Scene[]): { readonly members: readonly Scene[]; readonly bands: readonly string[] } {
  const coloured = scenes.filter((scene) => TRUE_COLOUR.every((band) => bandsOf(scene).includes(band)));
  const pool = coloured.length > 0 ? coloured : scenes.filter((scene) => bandsOf(scene).length > 0);
  const [first] = pool;
  if (!first) return { members: [], bands: [] };
  const common = bandsOf(first).filter((band) => pool.every((scene) => bandsOf(scene).includes(band)));
  if (common.length > 0) return { members: pool, bands: common };
  const own = bandsOf(first);
  return { members: pool.filter((scene) => own.every((band) => bandsOf(scene).includes(band))), bands: own };
}

/** True colour where the bands allow, else the first band as grey. */
function look(bands: readonly string[]): Omit<RgbLayer, 'id' | 'title' | 'recordId' | 'simulated' | 'grid' | 'frames'> {
  const index = (name: string): number => Math.max(0, bands.indexOf(name)) + 1;
  const quantities: BandQuantity[] = bands.map(reflectanceQuantity);
  return {
    kind: 'rgb',
    visible: true,
    opacity: 1,
    frame: 0,
    bands,
    quantities,
    shown: [index('B04'), index('B03'), index('B02')],
    ranges: [FIRST_RANGE, FIRST_RANGE, FIRST_RANGE],
    stretch: { mode: 'fixed', follow: false },
    resampling: 'nearest',
  };
}

/** The layer with the days and bands that there are now; the day that was shown stays, or the one that took its place. */
export function withDays<L extends RgbLayer | IndexLayer>(layer: L, { frames, grid, bands, quantities, shown }: RgbLayer): L {
  const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
  if (same(frames, layer.frames) && same(bands, layer.bands)) return layer;
  const day = layer.frames[layer.frame]?.start ?? '';
  const at = frames.findIndex(({ start }) => start >= day);
  const places = layer.kind === 'rgb' ? layer.shown.map((band) => bands.indexOf(layer.bands[band - 1] ?? '') + 1) : [];
  const channels = layer.kind === 'rgb' ? { shown: places.includes(0) ? shown : places } : {};
  return { ...layer, frames, grid, bands, quantities, ...channels, frame: at < 0 ? frames.length - 1 : at };
}
