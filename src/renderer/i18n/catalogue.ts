import { appWords } from '../app/words.ts';
import { layersWords } from '../features/layers/words.ts';
import { statusWords } from '../features/status/words.ts';
import { tasksWords } from '../features/tasks/words.ts';
import { timelineWords } from '../features/timeline/words.ts';
import type { Words } from './words.ts';

/** The words of every part of the window; one line each. */
export const PARTS: readonly Words[] = [
  appWords,
  layersWords,
  statusWords,
  tasksWords,
  timelineWords,
];

/** All words of a language. */
export function wordsOf(language: keyof Words): Record<string, string> {
  return Object.assign({}, ...PARTS.map((part) => part[language])) as Record<string, string>;
}
