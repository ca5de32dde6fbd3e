import { APP_ORIGIN, isAppPage, resolveAppUrl } from './app-url.ts';

/** Whether a frame may go to an address: only the page of the window, which has no other. */
export function mayNavigate(address: string): boolean {
  return isAppPage(address);
}

/** The one permission that anything in Furrow needs: “copy” buttons write plain text after a click. */
const PERMISSIONS: readonly string[] = ['clipboard-sanitized-write'];

/** Whether an origin gets a permission. Electron grants all by default; Furrow grants one, to itself. */
export function isPermitted(permission: string, origin: string): boolean {
  return PERMISSIONS.includes(permission) && origin.replace(/\/$/, '') === APP_ORIGIN;
}

/**
 * Whether the window may load an address at all. Furrow works offline: nothing but its own scheme and what the page
 * made itself. The developer tools have pages of their own, which exist in unpackaged runs only.
 */
export function mayLoad(address: string, { isPackaged }: { readonly isPackaged: boolean }): boolean {
  if (resolveAppUrl(address) !== null || address.startsWith(`blob:${APP_ORIGIN}/`) || address.startsWith('data:')) return true;
  return !isPackaged && address.startsWith('devtools://devtools/');
}

/** The parts of a sender that decide whether the shell answers it. */
export interface SenderFrame {
  readonly url: string;
  readonly parent: unknown;
}

/** Whether a message comes from the page of one of our windows: its main frame, on our origin, still there. */
export function isTrustedSender(frame: SenderFrame | null): boolean {
  return frame !== null && frame.parent === null && isAppPage(frame.url);
}
