import type { TempCnnOptions } from '../../../../../shared/families/network.ts';
import { message } from '../../../../../shared/messages/message.ts';
import { fitOptions } from '../../network/fit-options.ts';
import { tensorOf } from '../../network/head-design.ts';
import { fillGaps } from '../../network/layers/fill-gaps.ts';
import { normalisationOf, standardise } from '../../network/layers/standardise.ts';
import { type DesignRequest, type NetworkDesign, networkTrainer } from '../../network/network-trainer.ts';
import { middleDays } from '../../network/period-days.ts';
import { tempCnn } from './architecture.ts';

/** A TempCNN on the series: gaps filled, bands normalised, trained by ONNX Runtime. */
export const tempCnnTrainer = networkTrainer<TempCnnOptions>('tempcnn', design);

function design({ train, classes, options, input }: DesignRequest<TempCnnOptions>): NetworkDesign {
  const [steps = 1, bands = 1] = train.shape;
  const normalisation = normalisationOf(train.matrix, bands);
  const days = middleDays(input.card.periodDates);
  const byBand = input.card.bands.map(({ band }, i) => ({ band, mean: normalisation.means[i], deviation: normalisation.deviations[i] }));
  return {
    input: tensorOf(input),
    shape: train.shape,
    prelude: [fillGaps({ name: 'filled', bands, days }), standardise('normalised', normalisation)],
    network: tempCnn({ steps, bands, classes, filters: options.filters, width: options.width, hidden: options.hidden, dropout: options.dropout }),
    shared: {},
    fit: fitOptions(options, train.rows, options.penalty),
    describe: ({ schemeTitle, periods }) => `TempCNN (Pelletier et al. 2019) for ${classes} classes of “${schemeTitle}” on ${bands} bands of ${periods} periods. Missing values are NaN.`,
    nodataPolicy:
      message('NODATA_SERIES').text,
    provenance: { normalisation: { kind: 'mean and standard deviation of each band in the training rows, over all periods', bands: byBand } },
  };
}
