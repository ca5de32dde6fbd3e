const SEPARATOR = ' · ';

/** A title out of what a thing was made of, the most telling first: “Forest · Presto · 2022_FRA”. Empty parts fall away, and what is said once is not said again. */
export function derivedTitle(...parts: readonly (string | null | undefined)[]): string {
  return [...new Set(parts.flatMap((part) => (part ? part.split(SEPARATOR) : [])))].join(SEPARATOR);
}

/** The name of a thing as a part of another's title: without what its own title adds (“2022_FRA: WorldCereal land cover” is “2022_FRA”). */
export function titleHead(title: string): string {
  return title.split(/ · |: /)[0] ?? title;
}

/**
 * The wanted title, with a number where another has it already: lists must tell one from the other.
 * @param own id of the record that the title is for, which may be there already when a run is replayed
 */
export function freeTitle(wanted: string, records: readonly { readonly id: string; readonly title: string }[], own?: string): string {
  const taken = new Set(records.filter(({ id }) => id !== own).map(({ title }) => title));
  if (!taken.has(wanted)) return wanted;
  let number = 2;
  while (taken.has(`${wanted} (${number})`)) number += 1;
  return `${wanted} (${number})`;
}
