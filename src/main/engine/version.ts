import { readFileSync } from 'node:fs';

const manifest = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as { version: string };

/** The version of this Furrow, from package.json. */
export const FURROW_VERSION = manifest.version;
