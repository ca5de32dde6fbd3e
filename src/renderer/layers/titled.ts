import i18next from 'i18next';
import { LANGUAGES } from '../i18n/i18n.ts';
import type { Layer } from './layer.ts';

/** The title of a layer that words make of a record's, and how it was made, so that another language can make it anew. */
export function titled(by: string, of: string): Required<Pick<Layer, 'title' | 'titled'>> {
  return { title: i18next.t(by, { title: of }), titled: { by, of } };
}

/** The title that was saved, or that of today's language where words of any language had made the saved one. */
export function titleToday(saved: string, base: Pick<Layer, 'title' | 'titled'>): string {
  if (!base.titled) return saved;
  const { by, of } = base.titled;
  const made = LANGUAGES.map((language) => i18next.getFixedT(language)(by, { title: of }));
  return made.includes(saved) ? base.title : saved;
}

/** The layers with titles of the language that is spoken now, where nobody has given them another. */
export function retitled(layers: readonly Layer[]): readonly Layer[] {
  return layers.map((layer) => (layer.titled ? { ...layer, title: titleToday(layer.title, titled(layer.titled.by, layer.titled.of)) } : layer));
}
