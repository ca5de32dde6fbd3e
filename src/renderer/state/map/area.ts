import { create } from 'zustand';
import { type AreaChoice, areaSchema } from '../../../shared/contract/jobs/composite.ts';
import { type AreaShape, areaShapeSchema, boundsOfShape, rectangleShape } from '../../layers/area-shape.ts';
import { recalled, remember } from '../window/remembered.ts';

interface Area {
  /** What the work is limited to: a rectangle in its CRS, the bounds of what a vector file holds, or null for all that the scenes cover. */
  readonly area: AreaChoice | null;
  /** The same as it is drawn; the work is done in the rectangle around it. Null where there is none, or only a file that was not read. */
  readonly shape: AreaShape | null;
  readonly choose: (area: AreaChoice | null) => void;
  /** Takes a shape that was drawn, edited or read. */
  readonly take: (shape: AreaShape) => void;
  /** Workspace folder that the area belongs to. */
  readonly folder: string;
}

const schema = areaSchema.nullable();

/** The area of interest. It belongs to the workspace folder, and is remembered by it. */
export const useArea = create<Area>()((set, get) => {
  const put = (area: AreaChoice | null, shape: AreaShape | null): void => {
    set({ area, shape });
    const { folder } = get();
    if (folder === '') return;
    remember(`area:${folder}`, area);
    remember(`area-shape:${folder}`, shape);
  };
  return {
    area: null,
    shape: null,
    folder: '',
    choose: (area) => {
      put(area, area && 'bounds' in area ? rectangleShape(area.bounds, area.crs) : null);
    },
    take: (shape) => {
      put({ bounds: [...boundsOfShape(shape)], crs: shape.crs }, shape);
    },
  };
});

/** Takes up the area that was chosen in this workspace before. */
export function recallArea(folder: string): void {
  if (folder === useArea.getState().folder) return;
  const area = recalled(`area:${folder}`, schema);
  const shape = recalled(`area-shape:${folder}`, areaShapeSchema.nullable());
  useArea.setState({ folder, area, shape: shape ?? (area && 'bounds' in area ? rectangleShape(area.bounds, area.crs) : null) });
}
