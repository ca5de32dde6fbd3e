import type { Ramp } from '../../shared/colour/ramps.ts';
import type { Basemap } from '../../shared/contract/basemaps.ts';
import type { Grid } from '../../shared/geo/grid.ts';
import type { ClassScheme } from '../../shared/raster/class-scheme.ts';
import type { BandQuantity } from '../../shared/raster/quantity.ts';

/** How a layer is mixed with what lies below it; the names are those of CSS (Compositing and Blending Level 1). */
export const BLEND_MODES = ['normal', 'multiply', 'screen', 'overlay', 'darken', 'lighten', 'color-burn', 'soft-light', 'difference', 'luminosity'] as const;
export type BlendMode = (typeof BLEND_MODES)[number];

/** Fields of every layer of the map. Order in the list is drawing order, the first on top. */
interface LayerBase {
  readonly id: string;
  readonly title: string;
  /** The words that its title was made with, and of what; absent where the title is a record's own. */
  readonly titled?: { readonly by: string; readonly of: string };
  readonly visible: boolean;
  /** 0…1. */
  readonly opacity: number;
  readonly recordId: string;
  readonly simulated: boolean;
  /** Id of the group it lies in; absent at the top of the tree. */
  readonly group?: string;
  /** Absent: normal. */
  readonly blend?: BlendMode;
  /** True while its part of the tree is open; absent as its kind has it. */
  readonly open?: boolean;
}

/** A scene where it lies: the engine makes the pictures of it that a window can read. */
export interface ScenePart {
  readonly sceneId: string;
  /** The finest grid of its reflectance. */
  readonly grid: Grid;
}

/** One period, or one day of acquisitions, of a layer in time. */
export interface Frame {
  readonly start: string;
  readonly end: string;
  /** Address of its COG; empty for scenes. */
  readonly url: string;
  /** The scenes of the day, which are drawn side by side; absent for composites. */
  readonly parts?: readonly ScenePart[];
}

/** Lowest and highest value that a colour ramp or channel spans, stored values (indices: the index itself). */
export type Range = readonly [min: number, max: number];

/** How a range comes about; `follow` works it out anew whenever the view or the date changes. */
export interface Stretch {
  readonly mode: 'fixed' | 'percent' | 'deviation';
  readonly follow: boolean;
}

export type Resampling = 'nearest' | 'linear';

interface TimeLayer extends LayerBase {
  readonly grid: Grid;
  /** COGs by date; the one shown is `frame`. */
  readonly frames: readonly Frame[];
  readonly frame: number;
  readonly bands: readonly string[];
  readonly quantities: readonly BandQuantity[];
  readonly stretch: Stretch;
  readonly resampling: Resampling;
}

/** Three bands of one period or scene as red, green and blue, each stretched over its own range of stored values. */
export interface RgbLayer extends TimeLayer {
  readonly kind: 'rgb';
  /** 1-based bands. */
  readonly shown: readonly [red: number, green: number, blue: number];
  readonly ranges: readonly [Range, Range, Range];
}

/** A spectral index of one period, worked out on the GPU. */
export interface IndexLayer extends TimeLayer {
  readonly kind: 'index';
  /** Id of the index in `map/indices.ts`. */
  readonly index: string;
  readonly ramp: Ramp;
  readonly range: Range;
}

/** A class map, coloured by its scheme; classes may be hidden and merged for display. */
export interface ClassLayer extends LayerBase {
  readonly kind: 'classes';
  readonly grid: Grid;
  readonly url: string;
  /** The scheme as shown: colours and labels may have been edited in the window. */
  readonly scheme: ClassScheme;
  /** The scheme of the record. */
  readonly original: ClassScheme;
  /** Codes of the classes that the legend leaves out (“remove unused”). */
  readonly left: readonly string[];
  readonly hidden: readonly string[];
  /** Class code → code of the class that it is shown as. Only the display changes, never the map. */
  readonly merged: Readonly<Record<string, string>>;
  /** True when the map knows pixels outside a cropland mask. */
  readonly hasOutside: boolean;
  /** Colours of the two codes that are no class; null draws nothing. */
  readonly outside: string | null;
  readonly nodata: string | null;
  /** Share of the counted pixels by class code, 0…1. */
  readonly shares: Readonly<Record<string, number>>;
  /** Lit class; the others are dimmed. */
  readonly lit: string | null;
}

/** One band of 0…100 (confidence, probability) as a ramp. */
export interface RampLayer extends LayerBase {
  readonly kind: 'ramp';
  readonly grid: Grid;
  readonly url: string;
  /** 1-based. */
  readonly band: number;
  /** Class codes of the bands, where each band is the probability of a class. */
  readonly bandCodes?: readonly string[];
  readonly ramp: Ramp;
  readonly range: Range;
  readonly resampling: Resampling;
}

/** Parcels as outlines, or filled by the class of their code. */
export interface ParcelLayer extends LayerBase {
  readonly kind: 'parcels';
  readonly count: number;
  /** Codes of the set with their words and how many parcels have them. */
  readonly codes: readonly { readonly code: string; readonly label: string; readonly count: number }[];
  /** Which mapping of a scheme the codes belong to. */
  readonly codeSource: string;
  readonly colour: string;
  /** CSS pixels. */
  readonly width: number;
  /** The classes that fill the parcels; null for outlines alone. */
  readonly scheme: ClassScheme | null;
  readonly hidden: readonly string[];
  /** 0…1. */
  readonly fillOpacity: number;
  readonly labels: 'none' | 'code' | 'label';
}

/** The countries of the world, which ship with the app. */
export interface BasemapLayer extends LayerBase {
  readonly kind: 'basemap';
}

/** A basemap of the user's own: tiles, or a picture, from a file that stays where it lies. */
export interface TilesLayer extends LayerBase {
  readonly kind: 'tiles';
  readonly basemap: Basemap;
}

export type Layer = RgbLayer | IndexLayer | ClassLayer | RampLayer | ParcelLayer | BasemapLayer | TilesLayer;
export type LayerOf<K extends Layer['kind']> = Extract<Layer, { kind: K }>;

/** The layers that lie below the data and are no data of the workspace. */
export function isBackdrop(layer: Layer): layer is BasemapLayer | TilesLayer {
  return layer.kind === 'basemap' || layer.kind === 'tiles';
}

/** The layers that show one of several dates. */
export function hasTime(layer: Layer): layer is RgbLayer | IndexLayer {
  return layer.kind === 'rgb' || layer.kind === 'index';
}
