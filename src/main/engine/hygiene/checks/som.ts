import { neuronClasses } from '../som-posterior.ts';
import { sideFor, trainSom } from '../som.ts';
import { rowsWithValues, seriesVectors } from '../vectors.ts';
import type { RowFlag, SampleCheck } from './check.ts';
import { message } from '../../../../shared/messages/message.ts';

/**
 * sits' judgement (`sits_som_clean_samples`): a sample whose class has less than `priorThreshold` of its neuron is to be
 * removed, one whose posterior is below `posteriorThreshold` is to be looked at. The score is 1 − the lesser of both.
 */
export const somCheck: SampleCheck = {
  name: 'som',
  run({ table, options }, onProgress) {
    const vectors = seriesVectors(table);
    const judged = rowsWithValues(vectors);
    const side = options.som.side ?? sideFor(judged.length);
    if (judged.length <= side * side) return { flags: [], facts: { side }, skipped: message('CHECK_TOO_FEW_SOM', { number: judged.length, side }).text };
    const map = trainSom(vectors, { side, epochs: options.som.epochs, mode: options.som.mode, seed: options.seed }, onProgress);
    const neurons = neuronClasses(map, table.classes, options.som.radius);
    const counts = { clean: 0, analyze: 0, remove: 0 };
    const flags = judged.flatMap((row): RowFlag[] => {
      const classes = neurons[map.neuronOf[row] as number] ?? [];
      const own = classes.find(({ code }) => code === table.classes[row]);
      const other = classes.find(({ code }) => code !== table.classes[row]);
      if (!own) return [];
      const verdict = own.prior < options.som.priorThreshold ? 'remove' : own.posterior < options.som.posteriorThreshold ? 'analyze' : 'clean';
      counts[verdict] += 1;
      if (verdict === 'clean' || !other) return [];
      const facts = { own: own.prior, posterior: own.posterior, other: other.code, otherShare: other.prior, verdict };
      return [{ row, kind: 'som', score: 1 - Math.min(own.prior, own.posterior), facts, ...(other.prior > own.prior ? { other: other.code } : {}) }];
    });
    return { flags, facts: { side, neurons: side * side, ...counts } };
  },
};
