import type Map from 'ol/Map.js';
import type { EventsKey } from 'ol/events.js';
import { unByKey } from 'ol/Observable.js';

/**
 * Keeps the ground still when panels open or close: what lay under a point of the window lies there afterwards.
 * OpenLayers by itself keeps the centre of the map, which makes all of it jump by half a panel.
 */
export class Anchor {
  readonly #map: Map;
  readonly #target: HTMLElement;
  readonly #key: EventsKey;
  /** Middle of the map in pixels of the window; null while it has no size. */
  #middle: readonly [x: number, y: number] | null = null;

  constructor(map: Map, target: HTMLElement) {
    this.#map = map;
    this.#target = target;
    this.#key = map.on('change:size', () => {
      this.#hold();
    });
  }

  /** Lets the map go. */
  release(): void {
    unByKey(this.#key);
  }

  #hold(): void {
    const { left, top, width, height } = this.#target.getBoundingClientRect();
    const before = this.#middle;
    const now = width > 0 && height > 0 ? ([left + width / 2, top + height / 2] as const) : null;
    this.#middle = now ?? before;
    const view = this.#map.getView();
    const [x, y] = view.getCenter() ?? [];
    const resolution = view.getResolution();
    if (!before || !now || x === undefined || y === undefined || resolution === undefined) return;
    view.setCenter([x + (now[0] - before[0]) * resolution, y - (now[1] - before[1]) * resolution]);
  }
}
