import { useTranslation } from 'react-i18next';
import { useShallow } from 'zustand/react/shallow';
import type { TFunction } from 'i18next';
import type { OtherSide } from '../../layers/compare.ts';
import { hasTime, type Layer } from '../../layers/layer.ts';
import { type MapTheme, shownLayers } from '../../layers/layer-tree.ts';
import { useStore } from '../../state/store.ts';

/** The month or days of a frame, in the language of the window. */
export function frameName(frame: { readonly start: string; readonly end: string } | undefined, language: string): string {
  if (!frame) return '';
  const format = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
  return frame.start === frame.end ? format.format(new Date(frame.start)) : format.formatRange(new Date(frame.start), new Date(frame.end));
}

/** What to write on either side: this one, the other one. */
export function useSideNames(side: OtherSide | null): readonly [here: string, there: string] {
  const { t, i18n } = useTranslation();
  const { layers, groups, themes } = useStore(useShallow(({ layers, groups, themes }) => ({ layers, groups, themes })));
  if (!side) return ['', ''];
  return [hereName(side, shownLayers({ layers, groups }), i18n.language), sideName(side, { layers, themes }, t, i18n.language)];
}

function hereName(side: OtherSide, layers: readonly Layer[], language: string): string {
  if (side.kind === 'date') {
    const layer = layers.find((item) => item.recordId === side.record);
    return layer && hasTime(layer) ? frameName(layer.frames[layer.frame], language) : '';
  }
  if (side.kind === 'without') return layers.find(({ id }) => id === side.layer)?.title ?? '';
  return layers.find((item) => item.visible && 'grid' in item)?.title ?? '';
}

/** The other side in words. */
export function sideName(side: OtherSide, { layers, themes }: { readonly layers: readonly Layer[]; readonly themes: readonly MapTheme[] }, t: TFunction, language: string): string {
  switch (side.kind) {
    case 'theme':
      return themes.find(({ id }) => id === side.theme)?.title ?? '';
    case 'date': {
      const layer = layers.find((item) => item.recordId === side.record);
      return layer && hasTime(layer) ? frameName(layer.frames[side.frame], language) : '';
    }
    case 'without':
      return t('compare.without', { title: layers.find(({ id }) => id === side.layer)?.title ?? '' });
    case 'only':
      return layers.find(({ id }) => id === side.layer)?.title ?? '';
  }
}
