import type { SeasonalOptions } from '../../../../../shared/families/network.ts';
import { message } from '../../../../../shared/messages/message.ts';
import { fitOptions } from '../../network/fit-options.ts';
import { SEASON_MASK, seasonalHead } from '../../network/head.ts';
import { tensorOf } from '../../network/head-design.ts';
import { standardise } from '../../network/layers/standardise.ts';
import { type DesignRequest, type NetworkDesign, networkTrainer } from '../../network/network-trainer.ts';
import { seasonMask } from '../../network/period-days.ts';

/** A linear or MLP head on time embeddings, after their mean over the season. */
export const seasonalTrainer = networkTrainer<SeasonalOptions>('seasonal', design);

function design({ train, classes, options, input }: DesignRequest<SeasonalOptions>): NetworkDesign {
  const [steps = 1, dimensions = 1] = train.shape;
  const mask = maskOf(options, input.card.periodDates);
  const hidden = options.head === 'mlp' ? { neurons: options.hidden, dropout: options.dropout } : null;
  const periods = input.card.periodDates.filter((_, step) => mask[step] === 1);
  return {
    input: tensorOf(input),
    shape: train.shape,
    prelude: [standardise('embedded', null)],
    network: seasonalHead({ inputs: dimensions, classes, hidden }, steps),
    shared: { [SEASON_MASK]: mask },
    fit: fitOptions(options, train.rows),
    describe: ({ schemeTitle }) => `Seasonal head for ${classes} classes of “${schemeTitle}”: the mean of ${periods.length} of ${steps} time embeddings, then ${hidden ? 'a hidden layer' : 'one layer'}.`,
    nodataPolicy: message('NODATA_TIME_EMBEDDING').text,
    provenance: { season: { start: options.seasonStart, end: options.seasonEnd, periods } },
  };
}

/** The season's periods; all of them where no season is given or none of the series lies in it (DOMAIN B7). */
function maskOf({ seasonStart, seasonEnd }: SeasonalOptions, periods: Parameters<typeof seasonMask>[0]): Float32Array {
  const all = new Float32Array(periods.length).fill(1);
  if (seasonStart === 'all' || seasonEnd === 'all') return all;
  const mask = seasonMask(periods, seasonStart, seasonEnd);
  return mask.includes(1) ? mask : all;
}
