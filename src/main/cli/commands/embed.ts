import { type Command, given, list, number, required, text } from '../command.ts';
import { runJob } from '../run-job.ts';
import { jobOutcome } from './jobs.ts';

export const embedCommand: Command = {
  name: 'embed',
  summary: 'Turns samples or the pixels of a composite into vectors of numbers with an embedding model: a float32 .npy file.',
  usage: '--model ID (--samples ID | --composite ID)',
  example: 'furrow embed --model presto --composite my-year',
  options: {
    model: { type: 'string' }, samples: { type: 'string' }, composite: { type: 'string' }, output: { type: 'string' }, from: { type: 'string' }, to: { type: 'string' },
    without: { type: 'string' }, window: { type: 'string' }, id: { type: 'string' },
  },
  flags: {
    '--model ID': 'model that “furrow models convert” made',
    '--samples ID': 'rows in the order of the samples: [rows, dimensions]',
    '--composite ID': 'every pixel: [height, width, dimensions]',
    '--output WHAT': 'embedding; steps, one per timestep; logit or probability of the cropland head, where the model has it',
    '--from DATE, --to DATE': 'only periods that lie in between',
    '--without B8A,…': 'bands to treat as missing',
    '--window N': 'side of a window in pixels; at most 128 by default',
    '--id ID': 'name of the folder below embeddings',
  },
  async run(invocation) {
    const { flags } = invocation;
    const params = given({
      model: required(flags, 'model', 'embed'),
      samples: text(flags, 'samples'),
      composite: text(flags, 'composite'),
      output: text(flags, 'output'),
      from: text(flags, 'from'),
      to: text(flags, 'to'),
      without: list(flags, 'without'),
      windowPx: number(flags, 'window', 'embed'),
      id: text(flags, 'id'),
    });
    await using client = await invocation.open();
    return jobOutcome(await runJob(invocation, client, 'embed', params));
  },
};
