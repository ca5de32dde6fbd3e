import { fractalNoise, smoothNoise } from '../noise.ts';
import { between } from '../random.ts';
import { distanceTo, type Line, type Point } from './polygon.ts';

/** A roundish zone with a frayed rim. */
export interface Zone {
  readonly centre: Point;
  readonly radiusM: number;
}

/** What was there before the farmers: a valley, woods, a village and its hamlets. All in straight coordinates. */
export interface Terrain {
  readonly sizeM: number;
  readonly stream: Line;
  /** Half width of the valley floor that is too wet to plough. */
  readonly valleyM: number;
  readonly villages: readonly Zone[];
  readonly woods: readonly Zone[];
}

/** Places the terrain in a square of `sizeM` metres. Distances shrink with small areas so that each still has everything. */
export function terrainOf(seed: number, sizeM: number): Terrain {
  const scale = Math.min(1, sizeM / 5120);
  const tilt = between(0.2, 0.45, seed, 1);
  const at = (key: number): Point => [between(0.12, 0.88, seed, key, 1) * sizeM, between(0.12, 0.88, seed, key, 2) * sizeM];
  return {
    sizeM,
    stream: { through: [sizeM / 2, between(0.62, 0.74, seed, 2) * sizeM], along: [Math.cos(tilt), Math.sin(tilt)] },
    valleyM: between(115, 150, seed, 3) * Math.sqrt(scale),
    villages: [
      { centre: [between(0.36, 0.46, seed, 4) * sizeM, between(0.4, 0.46, seed, 5) * sizeM], radiusM: 380 * scale },
      { centre: at(6), radiusM: 130 * scale },
      { centre: at(7), radiusM: 105 * scale },
      { centre: at(8), radiusM: 90 * scale },
    ],
    woods: [
      { centre: [between(0.76, 0.88, seed, 9) * sizeM, between(0.14, 0.24, seed, 10) * sizeM], radiusM: 520 * scale },
      { centre: [between(0.1, 0.2, seed, 11) * sizeM, between(0.82, 0.9, seed, 12) * sizeM], radiusM: 330 * scale },
      { centre: at(13), radiusM: 170 * scale },
    ],
  };
}

/** How deep a point lies in a zone: 1 in the centre, 0 at the rim, negative outside. */
export function depthIn(zone: Zone, seed: number, [x, y]: Point): number {
  const away = Math.hypot(x - zone.centre[0], y - zone.centre[1]) / zone.radiusM;
  return 1 - away + 0.3 * smoothNoise(seed + 77, x / 260, y / 260);
}

/**
 * Bends the straight country into a natural one: lanes swing, no two field edges are quite parallel, the stream
 * meanders. Continuous and without folds, so what touched still touches.
 */
export function bend(terrain: Terrain, seed: number, [x, y]: Point): Point {
  const dx = 130 * fractalNoise(seed + 201, x / 1900, y / 1900, 2) + 30 * smoothNoise(seed + 205, x / 620, y / 620);
  const dy = 130 * fractalNoise(seed + 202, x / 1900, y / 1900, 2) + 30 * smoothNoise(seed + 206, x / 620, y / 620);
  const { stream } = terrain;
  const near = Math.exp(-((distanceTo(stream, [x, y]) / 220) ** 2));
  const along = (x - stream.through[0]) * stream.along[0] + (y - stream.through[1]) * stream.along[1];
  const meander = near * (38 * Math.sin(along / 105 + 2 * smoothNoise(seed + 203, along / 700, 0)) + 60 * smoothNoise(seed + 204, along / 420, 3));
  return [x + dx - stream.along[1] * meander, y + dy + stream.along[0] * meander];
}
