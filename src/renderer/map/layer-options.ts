import type { Layer } from '../layers/layer.ts';

/**
 * What every drawn layer has in common. A class name of its own puts a layer on a canvas of its own, which is what CSS
 * blends; the stylesheet knows the modes by name.
 */
export function commonOptions(layer: Layer): { readonly opacity: number; readonly visible: boolean; readonly className: string } {
  return { opacity: layer.opacity, visible: layer.visible, className: blendClass(layer) };
}

/** Neighbours with the same mode share a canvas, which is quicker; a blended layer never does. */
function blendClass({ blend = 'normal', id }: Layer): string {
  return blend === 'normal' ? 'ol-layer' : `ol-layer blend-${blend} layer-${id.replace(/\W/g, '-')}`;
}

/** True when the drawn layer must be made anew because its canvas changes. */
export function changesCanvas(layer: Layer, before: Layer): boolean {
  return (layer.blend ?? 'normal') !== (before.blend ?? 'normal');
}
