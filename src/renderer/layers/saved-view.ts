import type { ViewLayer, ViewState } from '../../shared/contract/view.ts';
import type { CatalogRecord } from '../../shared/records/record.ts';
import { styleOf, withStyle } from './layer-style.ts';
import { edited, type LayerTree, type MapTheme, sourceId } from './layer-tree.ts';
import { merged } from './layer-merge.ts';
import { type ClassLayer, hasTime, type Layer, type RgbLayer } from './layer.ts';
import { showsScenes } from './scene-layers.ts';
import { titleToday } from './titled.ts';
import { BASEMAP, indexLayer, layersOfRecord, probabilityLayer } from './layers-of.ts';

type Edits = Parameters<typeof edited>[1];

/** The tree as plain JSON: of each layer what it shows of which record, and how; the data itself is read anew. */
export function savedTree({ layers, groups, removed, themes }: LayerTree): ViewState['tree'] {
  return {
    layers: layers.map(savedLayer),
    groups: [...groups],
    removed: [...removed],
    themes: themes.map((theme) => ({ id: theme.id, title: theme.title, layers: theme.layers.map(savedLayer), groups: [...theme.groups] })),
  };
}

function savedLayer(layer: Layer): ViewLayer {
  const { id, kind, title, visible, opacity, recordId } = layer;
  const { scheme, ...style } = styleOf(layer);
  const colours = layer.kind === 'classes' ? { edits: schemeEdits(layer) } : scheme === undefined ? {} : { scheme };
  const day = showsScenes(layer) ? { day: layer.frames[layer.frame]?.start } : {};
  return { ...style, ...colours, ...day, id, kind, title, visible, opacity, recordId };
}

/** What was changed in the window of the record’s own scheme. */
function schemeEdits({ scheme, original }: ClassLayer): Edits {
  const before = new Map(original.classes.map((item) => [item.code, item]));
  return Object.fromEntries(
    scheme.classes.flatMap(({ code, colour, labels }) => {
      const was = before.get(code);
      const words = Object.fromEntries(Object.entries(labels).filter(([language, text]) => was?.labels[language] !== text));
      const edit = { ...(was?.colour === colour ? {} : { colour }), ...(Object.keys(words).length > 0 ? { labels: words } : {}) };
      return Object.keys(edit).length > 0 ? [[code, edit] as const] : [];
    }),
  );
}

/**
 * The tree that was saved, over the records that there are now: layers of records that are gone are left out, what is new
 * comes on top.
 * @param offered layers that a person may have added, such as scenes
 */
export function restoredTree(saved: ViewState['tree'], records: readonly CatalogRecord[], offered: readonly Layer[] = []): LayerTree {
  const found = [...records.flatMap(layersOfRecord), BASEMAP];
  const restore = (layers: readonly ViewLayer[]): Layer[] => layers.flatMap((item) => restoredLayer(item, [...found, ...offered], records));
  const themes = saved.themes.map((theme): MapTheme => ({ ...theme, layers: restore(theme.layers) }));
  return merged({ layers: restore(saved.layers), groups: saved.groups, removed: saved.removed, themes }, found, offered);
}

function restoredLayer(saved: ViewLayer, found: readonly Layer[], records: readonly CatalogRecord[]): Layer[] {
  const base = baseOf(saved, found, records);
  if (base?.kind !== saved.kind) return [];
  const { edits, day, ...style } = saved;
  const layer = withStyle({ ...base, id: saved.id }, { ...style, title: titleToday(saved.title, base) });
  const inTime = hasTime(layer) ? { ...layer, frame: frameOf(layer, day) } : layer;
  return [inTime.kind === 'classes' ? { ...inTime, scheme: edited(inTime.original, (edits ?? {}) as Edits) } : inTime];
}

/** The frame that was shown: by its day where scenes may have come since, else by its number. */
function frameOf({ frames, frame }: Pick<RgbLayer, 'frames' | 'frame'>, day: unknown): number {
  const same = typeof day === 'string' ? frames.findIndex(({ start }) => start === day) : -1;
  return same >= 0 ? same : Math.min(frame, frames.length - 1);
}

/** The layer as its record brings it, before anything was changed; also for layers that were added by hand. */
function baseOf(saved: ViewLayer, found: readonly Layer[], records: readonly CatalogRecord[]): Layer | null {
  const source = sourceId(saved.id);
  const same = found.find(({ id }) => id === source);
  if (same) return same;
  const image = found.find((layer) => layer.kind === 'rgb' && layer.recordId === saved.recordId);
  if (saved.kind === 'index' && image?.kind === 'rgb') return indexLayer(image, { id: 'NDVI', title: saved.title, range: [0, 1], ramp: { name: 'greens', reversed: false } });
  const map = records.find((record) => record.kind === 'map' && record.id === saved.recordId);
  return saved.kind === 'ramp' && source.endsWith(':probability') && map?.kind === 'map' ? probabilityLayer(map) : null;
}
