import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { appError } from '../../shared/errors/app-error.ts';
import { fileResponse } from './file-response.ts';
import { isInside } from './path-policy.ts';

/** A file of the built renderer; `/` is its page. @throws FILE_NOT_FOUND */
export function staticResponse(folder: string | null, pathname: string, request: Request): Promise<Response> {
  if (folder === null) return Promise.resolve(unbuilt());
  const name = decodeURIComponent(pathname) === '/' ? 'index.html' : decodeURIComponent(pathname).slice(1);
  const path = resolve(folder, name);
  if (name.includes('\0') || !isInside(folder, path) || !existsSync(path)) throw appError('FILE_NOT_FOUND', { file: pathname });
  return fileResponse(path, request);
}

function unbuilt(): Response {
  const text = 'The window is not built. Run “npm run build”, then open this address again. The API answers all the same.\n';
  return new Response(text, { status: 503, headers: { 'content-type': 'text/plain; charset=utf-8' } });
}
