import { readSamples } from '../../samples/parquet.ts';
import { implementTask } from '../../pool/rpc.ts';
import { labelledRows } from '../training-rows.ts';
import { binMatrix } from './bins.ts';
import { growTrees } from './grow.ts';
import { writePart } from './part.ts';
import { growTreesTask } from './tasks.rpc.ts';

export const growTreesImplementation = implementTask(growTreesTask, async ({ training, first, count, part }, context) => {
  const { train } = labelledRows(await readSamples(training.samples), training.features, training.classes);
  const data = { matrix: binMatrix(train.matrix, train.rows, training.features.length), labels: train.labels, classes: training.classes.length };
  const grown = growTrees(data, training.options, first, count, (done) => {
    context.signal.throwIfAborted();
    context.progress(done / count);
  });
  await writePart(part, grown);
  return { nodes: grown.ensemble.feature.length, part };
});
