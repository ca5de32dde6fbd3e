import { REPORT_ATTRIBUTES } from '../../../../shared/contract/jobs/evaluate.ts';
import type { Assessment, Temperature } from '../../../../shared/reports/assessment.ts';
import type { SampleTable } from '../../samples/table.ts';
import { type Classifier, type ClassifierFile, OUT_OF_BAG } from '../families/trainer.ts';
import type { LabelledRows } from '../training-rows.ts';
import type { Training } from '../training.rpc.ts';
import { assessRows } from './assess-rows.ts';
import type { AskedImportance } from './importance-cost.ts';
import { fitTemperature } from './fit-temperature.ts';
import { openClassifier } from './onnx-predict.ts';
import type { ImportanceWatch } from './permutation.ts';

/** A training that has just ended. */
export interface EndedTraining {
  /** Null: not wanted. */
  readonly importance: AskedImportance | null;
  readonly training: Training;
  readonly table: SampleTable;
  readonly test: LabelledRows;
  /** Rows kept aside to stop early by. */
  readonly validation: LabelledRows | null;
  readonly trained: LabelledRows;
  readonly classifier: Classifier;
  readonly file: ClassifierFile;
}

/** The richer part of a training's report, of its test rows through its ONNX file; null without test rows. */
export async function assessTraining(ended: EndedTraining, watch: ImportanceWatch): Promise<Assessment | null> {
  const { training, table, test, file } = ended;
  if (test.rows === 0) return null;
  const classes = training.classes.length;
  await using model = await openClassifier(file.bytes, { input: file.input, probabilities: file.probabilities, shape: training.input.shape, classes });
  const request = {
    predict: model.predict,
    probabilities: await model.predict(test.matrix, test.rows),
    rows: test, classes, table, input: training.input,
    temperature: await temperatureOf(ended),
    importance: ended.importance && { ...ended.importance, seed: training.seed },
    by: REPORT_ATTRIBUTES,
  };
  return await assessRows(request, watch);
}

/** By validation rows where the family keeps some aside, else by training rows that parts of the classifier did not see. */
async function temperatureOf({ training, validation, trained, classifier }: EndedTraining): Promise<Temperature | null> {
  const { classes, seed, input } = training;
  if (validation) {
    const probabilities = classifier.aside ?? (await classifier.predict(validation.matrix, validation.rows));
    const words = `validation rows, which the training stopped early by${classifier.aside ? ', judged before the model learnt from them, too' : ''}`;
    return fitTemperature({ probabilities, labels: validation.labels, classes: classes.length, words, seed });
  }
  // A changed copy of a row is nearly that row: what did not see the one has seen the other.
  if (!classifier.heldOut || (input.copies ?? 0) > 0) return null;
  return fitTemperature({ probabilities: classifier.heldOut, labels: trained.labels, classes: classes.length, words: classifier.heldOutBy ?? OUT_OF_BAG, seed });
}
