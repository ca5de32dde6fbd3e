import type MapBrowserEvent from 'ol/MapBrowserEvent.js';
import type { Coordinate } from 'ol/coordinate.js';
import PointerInteraction from 'ol/interaction/Pointer.js';

/** What is told of a corner that is dragged, by its place in the list. */
export interface CornerListener {
  moved(corner: number, position: Coordinate): void;
  ended(corner: number, position: Coordinate): void;
}

/** Drags one of a few corners of the map; presses elsewhere go to whoever else wants them. */
export class CornerDrag extends PointerInteraction {
  /**
   * @param corners in map coordinates
   * @param nearPx a press nearer than this takes the corner
   */
  constructor(corners: readonly Coordinate[], nearPx: number, listener: CornerListener) {
    let held = -1;
    const cornerAt = ({ map, pixel }: MapBrowserEvent): number =>
      corners.findIndex((corner) => {
        const [x = Infinity, y = Infinity] = map.getPixelFromCoordinate(corner) as number[] | null ?? [];
        return Math.hypot(x - (pixel[0] ?? 0), y - (pixel[1] ?? 0)) < nearPx;
      });
    super({
      handleDownEvent: (event) => {
        held = cornerAt(event);
        return held >= 0;
      },
      handleDragEvent: (event) => {
        listener.moved(held, event.coordinate);
      },
      handleMoveEvent: (event) => {
        const element = event.map.getTargetElement() as HTMLElement | null;
        if (element) element.dataset['grab'] = String(cornerAt(event) >= 0);
      },
      handleUpEvent: (event) => {
        listener.ended(held, event.coordinate);
        held = -1;
        return false;
      },
    });
  }
}
