import type Map from 'ol/Map.js';
import Overlay from 'ol/Overlay.js';
import { get as getProjection, transform } from 'ol/proj.js';
import './pins.css';

/** A mark on the map. */
export interface Pin {
  readonly id: number;
  readonly x: number;
  readonly y: number;
  readonly crs: string;
  /** `#rrggbb`. */
  readonly colour: string;
  /** What a screen reader and the tooltip say. */
  readonly label: string;
  /** True for the one that the panels tell of. */
  readonly current: boolean;
}

/** Pins over a map, each standing with its tip on the place. Give them all; they are brought to that state. */
export class Pins {
  readonly #map: Map;
  readonly #onPress: (id: number) => void;
  #pins: readonly Pin[] = [];
  #overlays: Overlay[] = [];

  /** @param onPress told the id of a pin that was pressed */
  constructor(map: Map, onPress: (id: number) => void) {
    this.#map = map;
    this.#onPress = onPress;
    // Another projection of the map: the same places lie elsewhere on it.
    map.on('change:view', () => {
      this.set(this.#pins);
    });
  }

  set(pins: readonly Pin[]): void {
    for (const overlay of this.#overlays) this.#map.removeOverlay(overlay);
    this.#pins = pins;
    this.#overlays = pins.flatMap((pin) => this.#overlay(pin));
    for (const overlay of this.#overlays) this.#map.addOverlay(overlay);
  }

  #overlay(pin: Pin): Overlay[] {
    const projection = this.#map.getView().getProjection();
    if (!getProjection(pin.crs)) return [];
    const position = transform([pin.x, pin.y], pin.crs, projection);
    const element = document.createElement('button');
    element.type = 'button';
    element.className = 'pin';
    element.dataset['current'] = String(pin.current);
    element.title = pin.label;
    element.setAttribute('aria-label', pin.label);
    element.style.setProperty('--pin', pin.colour);
    element.addEventListener('click', () => {
      this.#onPress(pin.id);
    });
    return [new Overlay({ element, position, positioning: 'bottom-center', stopEvent: true })];
  }
}
