/**
 * A number and its noun, as in “1 sample” and “2 samples”.
 * @param one the noun for one
 * @param other the noun for others; `one` with an s where it is left out
 */
export function counted(count: number, one: string, other = `${one}s`): string {
  return `${count} ${count === 1 ? one : other}`;
}
