import { posix } from 'node:path';
import { pathToFileURL } from 'node:url';

/** `/vsizip/{archive}/inner`, as stored paths name a file in an archive. */
const ARCHIVED = /^\/vsizip\/\{(.+?)\}\/?(.*)$/;

/**
 * The reference to a stored path from the document at the workspace-relative path `from`: relative where the file lies
 * in the workspace, a `file:` URL otherwise. A file in a zip is the archive with the inner path as its fragment.
 */
export function hrefTo(from: string, stored: string): string {
  const archived = ARCHIVED.exec(stored);
  if (archived) return `${hrefTo(from, archived[1] ?? '')}#${encoded(archived[2] ?? '')}`;
  if (posix.isAbsolute(stored) || /^[A-Za-z]:[\\/]/.test(stored)) return pathToFileURL(stored).href;
  const relative = posix.relative(posix.dirname(from), stored);
  return encoded(relative.startsWith('.') ? relative : `./${relative}`);
}

/** What a URL reference may not hold as it is: spaces, %, # and ? in names. Slashes stay. */
function encoded(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
