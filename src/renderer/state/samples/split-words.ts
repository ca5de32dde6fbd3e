import type { TFunction } from 'i18next';

/** How the test was kept apart; the engine says it in English, and the usual way is known. */
export function splitWords(split: string, t: TFunction): string {
  const size = /^blocks of (\d+) m$/.exec(split)?.[1];
  return size === undefined ? split : t('report.split-blocks', { size });
}
