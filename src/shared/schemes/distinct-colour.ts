/** A colour per position: hues by the golden angle, three lightnesses in turn. */
export function distinctColour(i: number): string {
  const hue = (i * 137.508) % 360;
  const lightness = [0.5, 0.35, 0.65][i % 3] ?? 0.5;
  const chroma = (1 - Math.abs(2 * lightness - 1)) * 0.65;
  const channel = (offset: number): string => {
    const k = (offset + hue / 30) % 12;
    const value = lightness - (chroma / 2) * Math.max(-1, Math.min(k - 3, 9 - k, 1));
    return Math.round(value * 255).toString(16).padStart(2, '0');
  };
  return `#${channel(0)}${channel(8)}${channel(4)}`;
}

/** The first of those colours that none of `taken` is. */
export function freeColour(taken: readonly string[]): string {
  const used = new Set(taken.map((colour) => colour.toLowerCase()));
  for (let i = 0; ; i++) {
    const colour = distinctColour(i);
    if (!used.has(colour)) return colour;
  }
}

/** The smallest pixel value from 1 that no class has. */
export function freeValue(taken: readonly number[]): number {
  const used = new Set(taken);
  let value = 1;
  while (used.has(value)) value++;
  return value;
}
