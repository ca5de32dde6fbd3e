/**
 * What every host sends with a page, and what it lets in. One constant, so that the browser tests run under the very
 * policy that the desktop ships.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "form-action 'none'",
].join('; ');

/** Headers of every response. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'same-origin',
};

/** Why a request to the browser host is refused, or null. */
export type Refusal = 'host' | 'origin' | 'token' | null;

/** The parts of a request that decide whether it is let in. */
export interface Credentials {
  readonly host: string | undefined;
  readonly origin: string | undefined;
  readonly token: string | null;
}

/**
 * Lets a request in when it was addressed to this very server (no DNS rebinding), comes from our own page or none
 * (no cross-site request), and carries the token of this start.
 */
export function refusalOf(request: Credentials, server: { readonly port: number; readonly token: string }): Refusal {
  const names = [`127.0.0.1:${server.port}`, `localhost:${server.port}`, `[::1]:${server.port}`];
  if (!request.host || !names.includes(request.host)) return 'host';
  if (request.origin !== undefined && !names.some((name) => request.origin === `http://${name}`)) return 'origin';
  return sameText(request.token ?? '', server.token) ? null : 'token';
}

/** Compares without telling by its time how much was right. */
function sameText(a: string, b: string): boolean {
  let difference = a.length ^ b.length;
  for (let i = 0; i < b.length; i++) difference |= (a.charCodeAt(i) | 0) ^ b.charCodeAt(i);
  return difference === 0;
}
