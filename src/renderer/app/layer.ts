import type { Grid } from '../../shared/geo/grid.ts';
import type { ClassScheme } from '../../shared/raster/class-scheme.ts';

/** Fields of every layer of the map. Order in the list is drawing order, the first on top. */
interface LayerBase {
  readonly id: string;
  readonly title: string;
  readonly visible: boolean;
  /** 0…1. */
  readonly opacity: number;
  readonly recordId: string;
  readonly simulated: boolean;
}

/** Three bands of one period or scene as red, green and blue, each stretched from `min` to `max` (stored values). */
export interface RgbLayer extends LayerBase {
  readonly kind: 'rgb';
  readonly grid: Grid;
  /** Addresses of the COGs by date; the one shown is `frame`. */
  readonly frames: readonly { readonly start: string; readonly end: string; readonly url: string }[];
  readonly frame: number;
  readonly bands: readonly string[];
  readonly shown: readonly [red: number, green: number, blue: number];
  readonly stretch: readonly [min: number, max: number];
}

/** A class map, coloured by its scheme; classes may be hidden. */
export interface ClassLayer extends LayerBase {
  readonly kind: 'classes';
  readonly grid: Grid;
  readonly url: string;
  readonly scheme: ClassScheme;
  readonly hidden: readonly string[];
  /** Share of the counted pixels by class code, 0…1. */
  readonly shares: Readonly<Record<string, number>>;
  /** Lit class; the others are dimmed. */
  readonly lit: string | null;
}

/** 0…100 as a ramp. */
export interface RampLayer extends LayerBase {
  readonly kind: 'ramp';
  readonly grid: Grid;
  readonly url: string;
  readonly band: number;
}

/** Parcel outlines. */
export interface ParcelLayer extends LayerBase {
  readonly kind: 'parcels';
  readonly count: number;
}

/** The countries of the world, which ship with the app. */
export interface BasemapLayer extends LayerBase {
  readonly kind: 'basemap';
}

export type Layer = RgbLayer | ClassLayer | RampLayer | ParcelLayer | BasemapLayer;
