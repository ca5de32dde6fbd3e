import { type Flags, list, text } from './command.ts';

/** What `--features` says: the name of a set, or a list of features as soon as it cannot be such a name. */
export function featuresOf(flags: Flags): string | string[] | undefined {
  const said = text(flags, 'features');
  return said !== undefined && /[,@:]/.test(said) ? list(flags, 'features') : said;
}
