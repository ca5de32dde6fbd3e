import type { DesktopBridge } from '../../../shared/desktop/bridge.ts';

/** What the desktop gives the window; null in a browser. */
export function desktop(): DesktopBridge | null {
  return (window as { readonly furrow?: DesktopBridge }).furrow ?? null;
}
