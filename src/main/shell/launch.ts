import { isAbsolute, resolve } from 'node:path';

/** What the arguments of a start ask for. */
export interface Launch {
  /** Workspace to open, absolute; null to ask the user. */
  readonly workspace: string | null;
}

/**
 * Reads the arguments of a start, or those that a second start hands to the first. They come from outside and are
 * taken as such: one known option and one folder, everything else (Chromium's switches among them) is left aside.
 * @param args what follows the program (and, in the checkout, the folder of the app)
 * @param workingFolder of the process that was started
 */
export function parseLaunch(args: readonly string[], workingFolder: string): Launch {
  const option = args.findIndex((argument) => argument === '--workspace' || argument === '-w');
  const joined = args.find((argument) => argument.startsWith('--workspace='))?.slice('--workspace='.length);
  const plain = args.find((argument, i) => !argument.startsWith('-') && (option < 0 || i > option + 1));
  const named = option >= 0 ? args[option + 1] : (joined ?? plain);
  return { workspace: isFolderName(named) ? resolve(workingFolder, named) : null };
}

/** A local path: no option, no address, no network share, nothing that a path cannot hold. */
function isFolderName(text: string | undefined): text is string {
  if (text === undefined || text === '' || text.startsWith('-') || text.includes('\0')) return false;
  if (/^[\\/]{2}/.test(text)) return false;
  return isAbsolute(text) || !/^[a-z][a-z0-9+.-]+:/i.test(text);
}
