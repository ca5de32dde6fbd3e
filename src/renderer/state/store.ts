import { create } from 'zustand';
import type { Basemap } from '../../shared/contract/basemaps.ts';
import type { ErrorDocument } from '../../shared/errors/app-error.ts';
import type { CatalogRecord } from '../../shared/records/record.ts';
import { call, EngineError } from '../client/call.ts';
import { useRecords } from './records.ts';
import type { Layer } from '../layers/layer.ts';
import type { LayerTree } from '../layers/layer-tree.ts';
import { merged } from '../layers/layer-merge.ts';
import { BASEMAP, layersOfRecord, offeredLayers } from '../layers/layers-of.ts';
import { restoredTree } from '../layers/saved-view.ts';
import { emptyHistory, type History, mapped, recorded, redone, replaced, undone } from './undo.ts';
import { takeUpView } from './window/view-state.ts';

export { changed } from '../layers/layer-tree.ts';

/** State of the connection to the engine. */
export type Connection = 'connecting' | 'live' | 'lost';

interface State extends LayerTree {
  readonly connection: Connection;
  readonly title: string;
  readonly folder: string;
  /** Records that layers can be made of: maps, composites, parcels; and the schemes. */
  readonly records: readonly CatalogRecord[];
  /** Layers that may be added by hand: scenes, alone and by date. */
  readonly offered: readonly Layer[];
  readonly history: History<LayerTree>;
  /** The layer that panels speak of; the last one clicked. */
  readonly selected: string | null;
  /** All selected rows of the tree, layers and groups. */
  readonly selection: readonly string[];
  readonly pointer: readonly [x: number, y: number] | null;
  readonly scale: number;
  readonly crs: string;
  readonly error: ErrorDocument | null;
  readonly loaded: boolean;
}

interface Actions {
  readonly connected: (connection: Connection) => void;
  /** Reads workspace and records anew; layers that are there keep their style. */
  readonly refresh: () => Promise<void>;
  /** Changes the layers in a way that can be undone. Changes in a row with the same `step` (a slider on its way) are one. */
  readonly changeLayers: (change: LayerChange, step?: string) => void;
  /** The same for layers, groups and themes together. */
  readonly changeTree: (change: (tree: LayerTree) => LayerTree, step?: string) => void;
  /** Changes layers for the moment (hover, playing); not recorded. */
  readonly previewLayers: (change: LayerChange) => void;
  /** Puts a saved tree in place; nothing to undo before it. */
  readonly restore: (tree: LayerTree) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly select: (id: string | null) => void;
  readonly selectAll: (ids: readonly string[], primary: string | null) => void;
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
  // Nothing is drawn before it is known what is to be drawn.
  layers: [],
  groups: [],
  removed: [],
  themes: [],
  records: [],
  offered: [],
  history: emptyHistory(),
  selected: null,
  selection: [],
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
    if (!get().loaded) {
      set(await firstState(found.records, found.offered));
    }
    set((state) => {
      const layers = found.records.flatMap(layersOfRecord);
      const bring = (tree: LayerTree): LayerTree => merged(tree, [...layers, BASEMAP], found.offered);
      return { ...found, ...bring(treeOf(state)), history: mapped(state.history, bring), loaded: true };
    });
  },
  select: (selected) => {
    set({ selected, selection: selected === null ? [] : [selected] });
  },
  selectAll: (selection, selected) => {
    set({ selection, selected });
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

/** Changes of one step that come closer than this are undone together. */
const STEP_MS = 1000;

function layerActions(set: Set): Pick<Actions, 'changeLayers' | 'changeTree' | 'previewLayers' | 'restore' | 'undo' | 'redo'> {
  let last = { step: '', at: 0 };
  const changeTree: Actions['changeTree'] = (change, step = '') => {
    const now = Date.now();
    const goesOn = step !== '' && step === last.step && now - last.at < STEP_MS;
    last = { step, at: now };
    set((state) => {
      const before = treeOf(state);
      const after = change(before);
      return after === before ? {} : { ...after, history: goesOn ? replaced(state.history) : recorded(state.history, before) };
    });
  };
  const swap = (move: typeof undone): void => {
    last = { step: '', at: 0 };
    set((state) => {
      const { value, history } = move(state.history, treeOf(state));
      return { ...value, layers: carried(value.layers, state.layers), history };
    });
  };
  return {
    changeTree,
    changeLayers: (change, step) => {
      changeTree((tree) => {
        const layers = change(tree.layers);
        return layers === tree.layers ? tree : { ...tree, layers };
      }, step);
    },
    previewLayers: (change) => {
      set(({ layers }) => ({ layers: change(layers) }));
    },
    restore: (tree) => {
      set({ ...tree, history: emptyHistory() });
    },
    undo: () => {
      swap(undone);
    },
    redo: () => {
      swap(redone);
    },
  };
}

/** What was shown of this workspace when it was left, as far as it can be read; the rest of the window takes up its own part. */
async function firstState(records: readonly CatalogRecord[], offered: readonly Layer[]): Promise<Partial<Store>> {
  const { view, problem } = await call('view.load', {});
  if (view) takeUpView(view);
  return { ...(view ? restoredTree(view.tree, records, offered) : {}), ...(problem ? { error: problem as ErrorDocument } : {}) };
}

/** The part of the state that undo brings back. */
export function treeOf({ layers, groups, removed, themes, schemes }: LayerTree): LayerTree {
  return { layers, groups, removed, themes, schemes };
}

/** What the window knows of the workspace; the records are read once for all who need them. */
async function readWorkspace(): Promise<Pick<State, 'title' | 'folder' | 'records' | 'offered'>> {
  const [info, basemaps] = await Promise.all([call('workspace.info', {}), readBasemaps(), useRecords.getState().refresh()]);
  const { parcels, map, composite, scheme, scene } = useRecords.getState();
  return { title: info.title, folder: info.folder, records: [...parcels, ...map, ...composite, ...scheme], offered: offeredLayers(scene, basemaps) };
}

/** A list that cannot be read is told, and keeps nothing else from being shown. */
async function readBasemaps(): Promise<readonly Basemap[]> {
  try {
    return (await call('basemaps.list', {})).items;
  } catch (thrown) {
    if (!(thrown instanceof EngineError)) throw thrown;
    useStore.getState().fail(thrown.document);
    return [];
  }
}

/** What is only of the moment — the date shown, the lit class — stays as it is when a step is undone. */
function carried(layers: readonly Layer[], present: readonly Layer[]): readonly Layer[] {
  const now = new Map(present.map((layer) => [layer.id, layer]));
  return layers.map((layer) => {
    const same = now.get(layer.id);
    if (layer.kind === 'classes' && same?.kind === 'classes') return { ...layer, lit: same.lit };
    if ((layer.kind === 'rgb' || layer.kind === 'index') && same?.kind === layer.kind) return { ...layer, frame: same.frame };
    return layer;
  });
}
