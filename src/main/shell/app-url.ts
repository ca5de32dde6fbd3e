/** The one origin of the window. Its own scheme, so that neither `file:` nor a port of the machine is involved. */
export const APP_SCHEME = 'app';
export const APP_HOST = 'furrow';
export const APP_ORIGIN = `${APP_SCHEME}://${APP_HOST}`;

/**
 * The path and query that the engine's API is asked for, from an address of the window; null for every address that
 * is not plainly below `app://furrow/`.
 *
 * The engine confines paths a second time; here everything is refused that two parsers could read differently:
 * encoded separators, dot segments, empty segments, control characters, credentials, ports, other hosts.
 */
export function resolveAppUrl(address: string): string | null {
  if (!URL.canParse(address) || !address.toLowerCase().startsWith(`${APP_ORIGIN}/`)) return null;
  const url = new URL(address);
  if (url.protocol !== `${APP_SCHEME}:` || url.host !== APP_HOST || url.username !== '' || url.password !== '') return null;
  const rawPath = address.slice(APP_ORIGIN.length).replace(/[?#].*$/s, '');
  return isPlainPath(rawPath) ? `${url.pathname}${url.search}` : null;
}

function isPlainPath(rawPath: string): boolean {
  if (/%(?:2f|5c|00)/i.test(rawPath)) return false;
  const path = decoded(rawPath);
  if (path === null || path.includes('\\') || hasControlCharacter(path) || path.includes('%')) return false;
  const segments = path.slice(1).split('/');
  return path === '/' || segments.every((segment) => segment !== '' && segment !== '.' && segment !== '..' && !/^[a-z]:$/i.test(segment));
}

function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    // Bytes that are not UTF-8: no address of ours.
    return null;
  }
}

function hasControlCharacter(text: string): boolean {
  return [...text].some((character) => character < ' ' || character === '\u007f');
}

/** True for the page of the window itself, the only address a window may show. */
export function isAppPage(address: string): boolean {
  const target = resolveAppUrl(address);
  return target !== null && /^\/(?:\?|$)/.test(target);
}
