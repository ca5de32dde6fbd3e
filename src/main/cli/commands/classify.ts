import { appError } from '../../../shared/errors/app-error.ts';
import type { FallbackRule } from '../../../shared/schemes/fallback.ts';
import { type Command, given, list, required, text } from '../command.ts';
import { runJob } from '../run-job.ts';
import { jobOutcome } from './jobs.ts';

export const classifyCommand: Command = {
  name: 'classify',
  summary: 'Maps a composite with a model: class, confidence and one probability per class, with palette and styles.',
  usage: '--model ID --composite ID',
  example: 'furrow classify --model my-model --composite my-year --cropland worldcover',
  options: { model: { type: 'string' }, composite: { type: 'string' }, cropland: { type: 'string' }, parcels: { type: 'string' }, fallback: { type: 'string' }, id: { type: 'string' }, title: { type: 'string' } },
  flags: {
    '--model ID': 'trained or imported model',
    '--composite ID': 'composite with the bands and periods that the model needs',
    '--cropland ID': 'cropland mask; pixels outside it get the code 254',
    '--parcels ID': 'parcel set to measure the map in: crop, runner-up, shares, confidence and agreement with the declaration per parcel',
    '--fallback 3=0.5,2=0.6': 'below these probabilities a class of that level of the scheme gives way to its parent',
    '--id ID': 'id of the map',
    '--title TEXT': 'its title',
  },
  async run(invocation) {
    const { flags } = invocation;
    const params = given({ model: required(flags, 'model', 'classify'), composite: required(flags, 'composite', 'classify'), cropland: text(flags, 'cropland'), parcels: text(flags, 'parcels'), fallback: list(flags, 'fallback')?.map(ruleOf), id: text(flags, 'id'), title: text(flags, 'title') });
    await using client = await invocation.open();
    return jobOutcome(await runJob(invocation, client, 'classify', params));
  },
};

/** `3=0.5` → level and threshold. @throws WRONG_USE */
function ruleOf(text: string): FallbackRule {
  const [, level, threshold] = /^(\d+)\s*=\s*([\d.]+)$/.exec(text) ?? [];
  if (level === undefined || threshold === undefined) throw appError('WRONG_USE', { problem: `--fallback needs levels with probabilities, such as 3=0.5,2=0.6, not “${text}”.`, command: 'classify' });
  return { level: Number(level), threshold: Number(threshold) };
}
