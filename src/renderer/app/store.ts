import { create } from 'zustand';
import type { Job } from '../../shared/job/job.ts';
import { call } from '../client/call.ts';
import type { ErrorDocument } from '../../shared/errors/app-error.ts';
import type { Layer } from './layer.ts';
import { BASEMAP, compositeLayer, mapLayers, parcelLayer } from './layers-of.ts';
import { type History, emptyHistory, recorded, redone, undone } from './undo.ts';

/** State of the connection to the engine. */
export type Connection = 'connecting' | 'live' | 'lost';

interface State {
  readonly connection: Connection;
  readonly title: string;
  readonly folder: string;
  /** Top first. */
  readonly layers: readonly Layer[];
  readonly history: History<readonly Layer[]>;
  readonly selected: string | null;
  readonly jobs: readonly Job[];
  readonly pointer: readonly [x: number, y: number] | null;
  readonly scale: number;
  readonly crs: string;
  readonly error: ErrorDocument | null;
  readonly loaded: boolean;
}

interface Actions {
  readonly connected: (connection: Connection) => void;
  /** Reads workspace, records and jobs anew; layers that are there keep their style. */
  readonly refresh: () => Promise<void>;
  readonly refreshJobs: () => Promise<void>;
  /** Changes the layers in a way that can be undone. */
  readonly changeLayers: (change: LayerChange) => void;
  /** Changes layers for the moment (hover, playing); not recorded. */
  readonly previewLayers: (change: LayerChange) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly select: (id: string | null) => void;
  readonly point: (position: readonly [number, number] | null) => void;
  readonly viewed: (scale: number, crs: string) => void;
  readonly fail: (error: ErrorDocument | null) => void;
}

type LayerChange = (layers: readonly Layer[]) => readonly Layer[];
type Store = State & Actions;
type Set = (change: Partial<Store> | ((state: Store) => Partial<Store>)) => void;

const INITIAL: State = {
  connection: 'connecting',
  title: '',
  folder: '',
  layers: [BASEMAP],
  history: emptyHistory(),
  selected: null,
  jobs: [],
  pointer: null,
  scale: 1,
  crs: 'EPSG:3857',
  error: null,
  loaded: false,
};

/** What the window knows. Components read it through this hook. */
export const useStore = create<Store>()((set, get) => ({
  ...INITIAL,
  ...layerActions(set),
  connected: (connection) => {
    set({ connection });
  },
  refresh: async () => {
    const found = await readWorkspace();
    set({ title: found.title, folder: found.folder, layers: merged(get().layers, found.layers), loaded: true });
    await get().refreshJobs();
  },
  refreshJobs: async () => {
    set({ jobs: (await call('jobs.list', {})).items });
  },
  select: (selected) => {
    set({ selected });
  },
  point: (pointer) => {
    set({ pointer });
  },
  viewed: (scale, crs) => {
    set({ scale, crs });
  },
  fail: (error) => {
    set({ error });
  },
}));

function layerActions(set: Set): Pick<Actions, 'changeLayers' | 'previewLayers' | 'undo' | 'redo'> {
  return {
    changeLayers: (change) => {
      set(({ layers, history }) => ({ layers: change(layers), history: recorded(history, layers) }));
    },
    previewLayers: (change) => {
      set(({ layers }) => ({ layers: change(layers) }));
    },
    undo: () => {
      set(({ layers, history }) => swapped(undone(history, layers)));
    },
    redo: () => {
      set(({ layers, history }) => swapped(redone(history, layers)));
    },
  };
}

async function readWorkspace(): Promise<{ title: string; folder: string; layers: Layer[] }> {
  const [info, maps, composites, parcels] = await Promise.all([
    call('workspace.info', {}),
    call('records.list', { kind: 'map' }),
    call('records.list', { kind: 'composite' }),
    call('records.list', { kind: 'parcels' }),
  ]);
  const layers: Layer[] = [
    ...parcels.items.flatMap((item) => (item.kind === 'parcels' ? [parcelLayer(item)] : [])),
    ...maps.items.flatMap((item) => (item.kind === 'map' ? mapLayers(item) : [])),
    ...composites.items.flatMap((item) => (item.kind === 'composite' ? [compositeLayer(item)] : [])),
    BASEMAP,
  ];
  return { title: info.title, folder: info.folder, layers };
}

function swapped(step: { readonly value: readonly Layer[]; readonly history: History<readonly Layer[]> }): Pick<State, 'layers' | 'history'> {
  return { layers: step.value, history: step.history };
}

/** Known layers in their order and style, new ones above the first known layer of their place. */
function merged(known: readonly Layer[], found: readonly Layer[]): readonly Layer[] {
  const kept = known.filter((layer) => found.some(({ id }) => id === layer.id));
  const fresh = found.filter((layer) => !known.some(({ id }) => id === layer.id));
  return fresh.length === found.length ? found : [...fresh, ...kept];
}

/** The layer with this id changed by `change`, the others as they are. */
export function changed<K extends Layer['kind']>(layers: readonly Layer[], id: string, kind: K, change: (layer: Extract<Layer, { kind: K }>) => Partial<Extract<Layer, { kind: K }>>): readonly Layer[] {
  return layers.map((layer) => (layer.id === id && layer.kind === kind ? ({ ...layer, ...change(layer as Extract<Layer, { kind: K }>) }) : layer));
}
