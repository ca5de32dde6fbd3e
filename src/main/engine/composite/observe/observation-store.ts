import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Grid } from '../../../../shared/geo/grid.ts';
import { COMPOSITE_NODATA } from '../../../../shared/raster/nodata.ts';
import type { Scene } from '../../../../shared/records/scene.ts';
import type { Told } from '../../../../shared/messages/message.ts';
import { type ObservationNote, observationNoteSchema, type ObservationTarget } from './observe.rpc.ts';
import type { BandSource, QualitySource, SceneSource } from '../source.ts';

/** What a composite needs of a scene. */
export interface ObservationNeed {
  readonly date: string;
  readonly bands: readonly string[];
  /** False when the mask looks at no quality band. */
  readonly wantsQuality: boolean;
  /** Pixels around the grid that the mask depends on. */
  readonly margin: number;
}

/** How a scene is read from observations, and what must be observed first; `target` is null when all is there. */
export interface ObservationPlan {
  readonly source: SceneSource;
  /** Bands to be observed, and where to. */
  readonly missing: { readonly bands: readonly string[]; readonly target: ObservationTarget } | null;
  /** What was found out about the scene when it was observed. */
  readonly warnings: readonly Told[];
}

/** A folder of observations on one grid: several notes per scene, where bands were added later. */
export class ObservationFolder {
  readonly folder: string;
  readonly #grid: Grid;

  /** @param folder absolute; need not exist */
  constructor(folder: string, grid: Grid) {
    this.folder = folder;
    this.#grid = grid;
  }

  /** How to read `need` of a scene from here. What is there already is used as it is. */
  plan(scene: Scene, need: ObservationNeed): ObservationPlan {
    const stem = `${need.date}_${scene.tile ?? 'scene'}_${sceneKey(scene)}`;
    const notes = this.#notes(stem);
    const found = notes.filter(({ note }) => isUpToDate(note));
    const quality = qualityAsset(scene);
    const fit = found.find(({ note }) => note.quality !== null && note.margin >= need.margin);
    const bands = need.bands.filter((band) => !found.some(({ note }) => note.bands.includes(band)));
    const lacksQuality = need.wantsQuality && quality !== null && !fit;
    const next = { base: join(this.folder, `${stem}.${notes.length + 1}`), bands, margin: need.margin, quality: lacksQuality ? kindOf(quality.band) : null };
    const isMissing = bands.length > 0 || lacksQuality;
    const all = [...found.map(({ base, note }) => ({ base, bands: note.bands, margin: note.margin, quality: note.quality })), ...(isMissing ? [next] : [])];
    return {
      source: this.#source(scene, need, all),
      missing: isMissing ? { bands, target: { values: bands.length > 0 ? `${next.base}.tif` : null, quality: lacksQuality ? `${next.base}_quality.tif` : null, note: `${next.base}.json`, margin: need.margin } } : null,
      warnings: found.flatMap(({ note }) => note.warnings),
    };
  }

  #source(scene: Scene, need: ObservationNeed, parts: readonly Part[]): SceneSource {
    const used = new Set<Part>();
    const bands = need.bands.map((band): BandSource => {
      const part = parts.find((candidate) => candidate.bands.includes(band));
      if (!part) throw new RangeError(`no observation of ${scene.id} holds ${band}`);
      used.add(part);
      return { path: `${part.base}.tif`, driver: 'GTiff', bandIndex: part.bands.indexOf(band) + 1, grid: plain(this.#grid), dtype: 'uint16', nodata: COMPOSITE_NODATA, factor: 1, add: 0 };
    });
    const codes = need.wantsQuality ? parts.find((part) => part.quality !== null && part.margin >= need.margin) : undefined;
    if (codes) used.add(codes);
    const quality: QualitySource | null = codes?.quality ? { path: `${codes.base}_quality.tif`, driver: 'GTiff', bandIndex: 1, grid: plain(widened(this.#grid, codes.margin)), kind: codes.quality } : null;
    return { id: scene.id, bands, quality, notes: [...used].map(({ base }) => `${base}.json`) };
  }

  #notes(stem: string): { base: string; note: ObservationNote }[] {
    if (!existsSync(this.folder)) return [];
    const names = readdirSync(this.folder).filter((name) => name.startsWith(`${stem}.`) && name.endsWith('.json'));
    return names.sort().map((name) => ({ base: join(this.folder, name.slice(0, -'.json'.length)), note: observationNoteSchema.parse(JSON.parse(readFileSync(join(this.folder, name), 'utf8'))) }));
  }
}

/** False when a file that was read has changed since. One that is gone (a drive unplugged, a workspace moved) has not. */
function isUpToDate({ files }: ObservationNote): boolean {
  return files.every(({ path, bytes, modifiedMs }) => {
    const stat = statSync(path, { throwIfNoEntry: false });
    return !stat || (stat.size === bytes && stat.mtimeMs === modifiedMs);
  });
}

interface Part {
  readonly base: string;
  readonly bands: readonly string[];
  readonly margin: number;
  readonly quality: 'scl' | 'fmask' | null;
}

/** Name of the folder of a grid and resampling inside `observations/`. */
export function gridKey(grid: Grid, resampling: string): string {
  const crs = grid.crs.startsWith('EPSG:') ? grid.crs.replace(':', '') : 'local';
  return `${crs}_${grid.width}x${grid.height}_${digest([grid.crs, grid.affine, grid.width, grid.height, resampling])}`;
}

/** Changes when the scene's files or the reading of their values change, so that an old observation is not taken for it. */
function sceneKey(scene: Scene): string {
  return digest([scene.id, scene.source, scene.assets.map(({ band, path, bandIndex, nodata, scale, offset }) => [band, path, bandIndex, nodata, scale, offset])]);
}

/** The quality band of a scene: SCL before Fmask. */
export function qualityAsset(scene: Scene): Scene['assets'][number] | null {
  const assets = scene.assets.filter(({ quantity }) => quantity === 'quality');
  return assets.find(({ band }) => band === 'SCL') ?? assets.find(({ band }) => band === 'FMASK') ?? null;
}

/** The kind of codes in a quality band. */
export function kindOf(band: string): 'scl' | 'fmask' {
  return band === 'FMASK' ? 'fmask' : 'scl';
}

function widened(grid: Grid, margin: number): Grid {
  const [a, b, c, d, e, f] = grid.affine;
  return { crs: grid.crs, affine: [a - margin * b, b, c, d - margin * f, e, f], width: grid.width + 2 * margin, height: grid.height + 2 * margin };
}

function plain(grid: Grid): BandSource['grid'] {
  return { ...grid, affine: [...grid.affine] };
}

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 10);
}
