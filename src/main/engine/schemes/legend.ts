import { existsSync, readFileSync } from 'node:fs';

const loaded = new Map<string, ReadonlyMap<string, string>>();

/**
 * The words of a source's own codes, in English, where Furrow ships them (WorldCereal's legend), for files that hold codes
 * alone; empty for other sources.
 */
export function legendOf(source: string): ReadonlyMap<string, string> {
  const known = loaded.get(source);
  if (known) return known;
  const file = new URL(`../../../../resources/schemes/legends/${encodeURIComponent(source)}.json`, import.meta.url);
  const words = new Map(existsSync(file) ? Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>) : []);
  loaded.set(source, words);
  return words;
}
