/** A CSS gradient from the first colour on the left to the last on the right. */
export function gradient(colours: readonly string[]): string {
  return `linear-gradient(90deg, ${colours.join(', ')})`;
}
