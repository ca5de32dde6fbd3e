import { appWords } from '../app/words.ts';
import { compareWords } from '../features/compare/words.ts';
import { modelsWords } from '../features/models/words.ts';
import { hygieneWords } from '../features/hygiene/words.ts';
import { layersWords } from '../features/layers/words.ts';
import { statusWords } from '../features/status/words.ts';
import { stylingWords } from '../features/styling/words.ts';
import { tasksWords } from '../features/tasks/words.ts';
import { timelineWords } from '../features/timeline/words.ts';
import { rejectionWords } from '../state/rejection-reasons.ts';
import { valueWords } from '../state/value-words.ts';
import { identifyWords } from '../features/identify/words.ts';
import { seriesWords } from '../features/series/words.ts';
import { jobWords } from '../state/job-words.ts';
import { locatorWords } from '../features/locator/words.ts';
import { startWords } from '../features/start/words.ts';
import { importWords } from '../features/steps/import-words.ts';
import { encoderWords } from '../features/steps/encoder-words.ts';
import { jobStepWords } from '../features/steps/job-step-words.ts';
import { reportWords } from '../features/steps/report-words.ts';
import { trainWords } from '../features/steps/train-words.ts';
import { samplesStepWords } from '../features/steps/samples-words.ts';
import { stepsWords } from '../features/steps/words.ts';
import { sampleSetsWords } from '../features/samples/words.ts';
import { reportsWords } from '../features/reports/words.ts';
import { schemesWords } from '../features/schemes/words.ts';
import { tableWords } from '../features/table/words.ts';
import { errorWords } from './errors/error-words.ts';
import type { Words } from './words.ts';

/** The words of every part of the window; one line each. */
export const PARTS: readonly Words[] = [
  appWords,
  compareWords,
  layersWords,
  statusWords,
  stylingWords,
  tasksWords,
  timelineWords,
  valueWords,
  rejectionWords,
  identifyWords,
  seriesWords,
  jobWords,
  locatorWords,
  startWords,
  importWords,
  jobStepWords,
  trainWords,
  encoderWords,
  reportWords,
  stepsWords,
  samplesStepWords,
  schemesWords,
  sampleSetsWords,
  tableWords,
  hygieneWords,
  modelsWords,
  reportsWords,
  errorWords,
];

/** All words of a language. */
export function wordsOf(language: keyof Words): Record<string, string> {
  return Object.assign({}, ...PARTS.map((part) => part[language])) as Record<string, string>;
}
