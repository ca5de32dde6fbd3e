/** Where a map looks, in its own CRS. */
export interface Sight {
  readonly crs: string;
  readonly centre: readonly [x: number, y: number];
  /** Map units per CSS pixel. */
  readonly resolution: number;
}
