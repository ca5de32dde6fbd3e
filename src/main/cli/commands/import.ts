import { resolve } from 'node:path';
import type { ImportResult } from '../../../shared/contract/import.ts';
import { appError } from '../../../shared/errors/app-error.ts';
import { textOf } from '../../../shared/messages/message.ts';
import type { TextEncoding } from '../../../shared/text/encoding.ts';
import { type Command, given, list, number, text } from '../command.ts';

export const importCommand: Command = {
  name: 'import',
  summary: 'Registers scenes, stacks, patches, extractions, parcels, masks and class schemes; lists what was skipped and why.',
  usage: 'PATH…',
  example: 'furrow import ~/scenes/*.SAFE fields.gpkg --code-column crop',
  options: { bands: { type: 'string' }, 'boa-offset': { type: 'string' }, datetime: { type: 'string' }, 'code-column': { type: 'string' }, as: { type: 'string' }, 'cropland-values': { type: 'string' }, encoding: { type: 'string' } },
  flags: {
    '--bands B02,B03,…': 'names of a raster’s bands in order, where the file has none',
    '--boa-offset N': 'added to stored reflectance, such as -1000, where the file does not say',
    '--datetime DATE': 'day or time of acquisition (UTC), where the file does not say',
    '--code-column NAME': 'column of the crop codes of parcels',
    '--as PRODUCT': 'read it as this product and no other',
    '--cropland-values 40,…': 'values of a mask that count as cropland',
    '--encoding windows-1252': 'character set of tables that are not Unicode',
  },
  async run({ flags, positionals, open, progress, signal }) {
    if (positionals.length === 0) throw appError('WRONG_USE', { problem: '“furrow import” needs at least one path.', command: 'import' });
    await using client = await open();
    const croplandValues = list(flags, 'cropland-values')?.map(Number);
    const options = given({ bands: list(flags, 'bands'), boaOffset: number(flags, 'boa-offset', 'import'), datetime: text(flags, 'datetime'), codeColumn: text(flags, 'code-column'), as: text(flags, 'as'), croplandValues, encoding: text(flags, 'encoding') as TextEncoding | undefined });
    const total = positionals.length;
    const onProgress = (fraction: number): void => {
      progress.show({ stage: 'import', done: Math.floor(fraction * total), total, unit: 'paths', fraction, remainingSeconds: null });
    };
    const result = await client.call('import.paths', { paths: positionals.map((path) => resolve(path)), options }, { signal, onProgress });
    progress.end();
    const lines = [
      ...result.imported.flatMap((item) => [`${item.kind}  ${item.id}  ${item.title}`, ...item.warnings.map((warning) => `    ! ${textOf(warning)}`)]),
      ...skippedLines(result.skipped),
    ];
    return { result, lines, exit: result.skipped.length > 0 ? 4 : 0 };
  },
};

/** One line per file and reason: a STAC item without its files would fill the screen with one line per asset. */
function skippedLines(skipped: ImportResult['skipped']): string[] {
  const groups = new Map<string, { readonly line: string; count: number }>();
  for (const { path, code, reason } of skipped) {
    const file = path.split('#')[0] ?? path;
    const group = groups.get(`${file} ${code}`);
    if (group) group.count += 1;
    else groups.set(`${file} ${code}`, { line: `skipped  ${path}: ${reason}`, count: 1 });
  }
  return [...groups.values()].map(({ line, count }) => (count === 1 ? line : `${line} So are ${count - 1} more of it.`));
}
