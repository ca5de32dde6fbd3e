import { appWords } from '../app/words.ts';
import { compareWords } from '../features/compare/words.ts';
import { modelsWords } from '../features/models/words.ts';
import { hygieneWords } from '../features/hygiene/words.ts';
import { layersWords } from '../features/layers/words.ts';
import { statusWords } from '../features/status/words.ts';
import { stylingWords } from '../features/styling/words.ts';
import { tasksWords } from '../features/tasks/words.ts';
import { timelineWords } from '../features/timeline/words.ts';
import { rejectionWords } from './messages/rejection-reasons.ts';
import { valueWords } from '../state/value-words.ts';
import { identifyWords } from '../features/identify/words.ts';
import { seriesWords } from '../features/series/words.ts';
import { jobWords } from '../state/jobs/job-words.ts';
import { locatorWords } from '../features/locator/words.ts';
import { startWords } from '../features/start/words.ts';
import { areaWords } from '../features/area/words.ts';
import { checkWords } from '../features/check/words.ts';
import { compositeWords } from '../features/composite/words.ts';
import { dataWords } from '../features/data/words.ts';
import { mappingWords } from '../features/mapping/words.ts';
import { samplingWords } from '../features/sampling/words.ts';
import { shareWords } from '../features/share/words.ts';
import { trainingWords } from '../features/training/words.ts';
import { encoderWords } from '../forms/encoder-words.ts';
import { learnerWords } from '../forms/learner-words.ts';
import { reportWords } from '../forms/report-words.ts';
import { splitWords } from '../forms/split-words.ts';
import { formsWords } from '../forms/words.ts';
import { sampleSetsWords } from '../features/samples/words.ts';
import { reportsWords } from '../features/reports/words.ts';
import { schemesWords } from '../features/schemes/words.ts';
import { tableWords } from '../features/table/words.ts';
import { errorWords } from './errors/error-words.ts';
import { messageWords } from './messages/message-words.ts';
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
  formsWords,
  encoderWords,
  learnerWords,
  reportWords,
  splitWords,
  dataWords,
  areaWords,
  compositeWords,
  samplingWords,
  trainingWords,
  mappingWords,
  checkWords,
  shareWords,
  schemesWords,
  sampleSetsWords,
  tableWords,
  hygieneWords,
  modelsWords,
  reportsWords,
  errorWords,
  messageWords,
];

/** All words of a language. */
export function wordsOf(language: keyof Words): Record<string, string> {
  return Object.assign({}, ...PARTS.map((part) => part[language])) as Record<string, string>;
}
