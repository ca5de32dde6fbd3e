import { describe, expect, it } from 'vitest';
import { CONTENT_SECURITY_POLICY, refusalOf } from '../../src/main/host/security.ts';

const server = { port: 4321, token: 'secret-token' };
const good = { host: '127.0.0.1:4321', origin: undefined, token: 'secret-token' };

describe('who is let in', () => {
  it('lets our own page and a command with the token in', () => {
    expect(refusalOf(good, server)).toBeNull();
    expect(refusalOf({ ...good, host: 'localhost:4321', origin: 'http://localhost:4321' }, server)).toBeNull();
    expect(refusalOf({ ...good, host: '[::1]:4321' }, server)).toBeNull();
  });

  it.each([undefined, '', 'evil.example:4321', '127.0.0.1', '127.0.0.1:9999', '127.0.0.1:4321.evil.example', '0.0.0.0:4321'])('refuses the host %j, as after DNS rebinding', (host) => {
    expect(refusalOf({ ...good, host }, server)).toBe('host');
  });

  it.each(['null', 'http://evil.example', 'https://127.0.0.1:4321', 'http://127.0.0.1:9999', 'http://127.0.0.1:4321.evil.example', ''])('refuses the origin %j', (origin) => {
    expect(refusalOf({ ...good, origin }, server)).toBe('origin');
  });

  it.each([null, '', 'secret-toke', 'secret-token ', 'Secret-token', 'secret-tokensecret-token'])('refuses the token %j', (token) => {
    expect(refusalOf({ ...good, token }, server)).toBe('token');
  });
});

describe('content security policy', () => {
  const directives: Record<string, string[]> = Object.fromEntries(CONTENT_SECURITY_POLICY.split('; ').map((line) => [line.split(' ')[0] ?? '', line.split(' ').slice(1)]));

  it('allows nothing by default, and no inline or evaluated code', () => {
    expect(directives['default-src']).toEqual(["'none'"]);
    expect(CONTENT_SECURITY_POLICY).not.toMatch(/unsafe|\*/);
  });

  it('names no other host, and no scheme but blob: and data: where pictures and workers need them', () => {
    const schemes = Object.entries(directives).flatMap(([name, values]) => values.filter((value) => !value.startsWith("'")).map((value) => `${name} ${value}`));
    expect(schemes.sort()).toEqual(['img-src blob:', 'img-src data:', 'worker-src blob:']);
  });
});
