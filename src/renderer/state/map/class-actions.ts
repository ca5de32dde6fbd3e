import { changed } from '../../layers/layer-tree.ts';
import type { ClassLayer, ParcelLayer } from '../../layers/layer.ts';
import { useStore } from '../store.ts';

/** A layer whose legend is classes. */
export type Classed = ClassLayer | ParcelLayer;

export function setHidden(layer: Classed, hidden: readonly string[]): void {
  useStore.getState().changeLayers((layers) => changed(layers, layer.id, layer.kind, () => ({ hidden })));
}

export function toggleClass(layer: Classed, code: string): void {
  setHidden(layer, layer.hidden.includes(code) ? layer.hidden.filter((item) => item !== code) : [...layer.hidden, code]);
}

/** Lights a class up and dims the others, for the moment; null lights all. */
export function lightClass(layer: Classed, code: string | null): void {
  if (layer.kind !== 'classes' || layer.lit === code) return;
  useStore.getState().previewLayers((layers) => changed(layers, layer.id, 'classes', () => ({ lit: code })));
}

/** Changes the colour or the words of a class as this map shows it; its record stays as it is. */
export function editClass(layer: Classed, code: string, edit: { readonly colour?: string; readonly labels?: Readonly<Record<string, string>> }): void {
  useStore.getState().changeLayers(
    (layers) =>
      changed(layers, layer.id, layer.kind, (item: Classed) => {
        const classes = (item.scheme?.classes ?? []).map((one) => (one.code === code ? { ...one, ...edit, labels: { ...one.labels, ...edit.labels } } : one));
        return item.scheme ? { scheme: { ...item.scheme, classes } } : {};
      }),
    `class ${layer.id} ${code} ${Object.keys(edit).join()}`,
  );
}

/** Colours of the two codes that are no class, when they are first shown. */
const OTHER_COLOURS = { outside: '#e4e4e0', nodata: '#ffffff' } as const;

export function toggleOther(layer: ClassLayer, which: 'outside' | 'nodata'): void {
  useStore.getState().changeLayers((layers) => changed(layers, layer.id, 'classes', (item) => ({ [which]: item[which] === null ? OTHER_COLOURS[which] : null })));
}

export function colourOther(layer: ClassLayer, which: 'outside' | 'nodata', colour: string): void {
  useStore.getState().changeLayers((layers) => changed(layers, layer.id, 'classes', () => ({ [which]: colour })), `other ${layer.id} ${which}`);
}

/** Gives classes other colours, by code. */
export function recolour(layer: Classed, colours: ReadonlyMap<string, string>): void {
  useStore.getState().changeLayers((layers) =>
    changed(layers, layer.id, layer.kind, (item: Classed) => {
      const classes = (item.scheme?.classes ?? []).map((one) => ({ ...one, colour: colours.get(one.code) ?? one.colour }));
      return item.scheme ? { scheme: { ...item.scheme, classes } } : {};
    }),
  );
}

/** Shows classes as the first of them; what had been merged into them comes along. Only the display changes. */
export function mergeClasses(layer: ClassLayer, codes: readonly string[]): void {
  const [target, ...others] = codes;
  if (target === undefined || others.length === 0) return;
  useStore.getState().changeLayers((layers) =>
    changed(layers, layer.id, 'classes', ({ merged }) => {
      const moved = Object.entries(merged).filter(([, into]) => others.includes(into)).map(([code]) => code);
      return { merged: { ...merged, ...Object.fromEntries([...others, ...moved].map((code) => [code, target])) } };
    }),
  );
}

/** Shows the classes that were merged into this one by themselves again. */
export function splitClass(layer: ClassLayer, code: string): void {
  useStore.getState().changeLayers((layers) => changed(layers, layer.id, 'classes', ({ merged }) => ({ merged: Object.fromEntries(Object.entries(merged).filter(([, into]) => into !== code)) })));
}

/** Leaves classes out of the legend. */
export function leaveOut(layer: ClassLayer, left: readonly string[]): void {
  useStore.getState().changeLayers((layers) => changed(layers, layer.id, 'classes', () => ({ left })));
}

/** Everything as the record has it. */
export function resetClasses(layer: ClassLayer): void {
  useStore.getState().changeLayers((layers) => changed(layers, layer.id, 'classes', ({ original }) => ({ scheme: original, merged: {}, left: [], hidden: [], outside: null, nodata: null })));
}
