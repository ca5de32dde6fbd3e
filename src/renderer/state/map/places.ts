import { create } from 'zustand';

/** A place that was clicked: its pin on the map and its curve in the chart share the colour. */
export interface Place {
  readonly id: number;
  /** x before y, in `crs`. */
  readonly x: number;
  readonly y: number;
  readonly crs: string;
  /** Index into {@link PLACE_COLOURS}. */
  readonly colour: number;
}

/** Colours of places, told apart with every kind of colour vision; each at least 3 : 1 on white and on the dark paper. */
export const PLACE_COLOURS = ['#2a7fc1', '#cf5b0c', '#0f9268', '#c2569b', '#8f6ad1', '#a97800', '#1591a6', '#a0552d'] as const;

/** The colour of a place as `#rrggbb`. */
export function placeColour(place: Pick<Place, 'colour'>): string {
  return PLACE_COLOURS[place.colour % PLACE_COLOURS.length] ?? PLACE_COLOURS[0];
}

interface Places {
  /** Oldest first; at most as many as there are colours. */
  readonly kept: readonly Place[];
  /** The place that Identify tells of: the last one clicked or chosen. */
  readonly current: Place | null;
  /** Takes a click: in place of the current one, or beside all others. The oldest goes when the colours are used up. */
  readonly inspect: (position: Pick<Place, 'x' | 'y' | 'crs'>, how: 'instead' | 'beside') => void;
  readonly focus: (id: number) => void;
  readonly remove: (id: number) => void;
  readonly clear: () => void;
}

/** Places that were clicked on the map. */
export const usePlaces = create<Places>()((set) => ({
  kept: [],
  current: null,
  inspect: (position, how) => {
    set((state) => withPlace(state, position, how));
  },
  focus: (id) => {
    set(({ kept, current }) => ({ current: kept.find((place) => place.id === id) ?? current }));
  },
  remove: (id) => {
    set(({ kept, current }) => {
      const rest = kept.filter((place) => place.id !== id);
      return { kept: rest, current: current?.id === id ? (rest.at(-1) ?? null) : current };
    });
  },
  clear: () => {
    set({ kept: [], current: null });
  },
}));

let lastId = 0;

/** The places after a click; pure but for the number that it is given. */
function withPlace({ kept, current }: Pick<Places, 'kept' | 'current'>, position: Pick<Place, 'x' | 'y' | 'crs'>, how: 'instead' | 'beside'): Pick<Places, 'kept' | 'current'> {
  lastId += 1;
  const others = how === 'beside' ? kept.slice(-(PLACE_COLOURS.length - 1)) : kept.filter((place) => place.id !== current?.id);
  const free = PLACE_COLOURS.findIndex((_, index) => !others.some(({ colour }) => colour === index));
  const colour = how === 'instead' && current ? current.colour : Math.max(0, free);
  const place: Place = { id: lastId, ...position, colour };
  const at = how === 'instead' ? kept.findIndex(({ id }) => id === current?.id) : -1;
  return { kept: at < 0 ? [...others, place] : [...others.slice(0, at), place, ...others.slice(at)], current: place };
}
