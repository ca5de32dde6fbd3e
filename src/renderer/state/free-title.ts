/** The wanted title, with a number where another record has it already: lists must tell one from the other. */
export function freeTitle(wanted: string, records: readonly { readonly title: string }[]): string {
  const taken = new Set(records.map(({ title }) => title));
  if (!taken.has(wanted)) return wanted;
  let number = 2;
  while (taken.has(`${wanted} (${number})`)) number += 1;
  return `${wanted} (${number})`;
}
