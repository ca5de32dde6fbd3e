/** Lightness 0…1, and the two opponent axes green–red and blue–yellow, about −0.4…0.4 (Ottosson 2020, “A perceptual color space for image processing”). */
export type Oklab = readonly [lightness: number, greenRed: number, blueYellow: number];
/** Linear-light sRGB, 0…1. */
export type LinearRgb = readonly [red: number, green: number, blue: number];

/** Linear light of `#rrggbb` (IEC 61966-2-1). */
export function linearRgbOf(colour: string): LinearRgb {
  const value = Number.parseInt(colour.slice(1), 16);
  return [linear((value >> 16) & 255), linear((value >> 8) & 255), linear(value & 255)];
}

/** `#rrggbb` of linear light; what lies outside sRGB is cut to it. */
export function hexOf(rgb: LinearRgb): string {
  return `#${rgb.map((channel) => encoded(channel).toString(16).padStart(2, '0')).join('')}`;
}

export function oklabOf([r, g, b]: LinearRgb): Oklab {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

/** Linear light of an OKLab colour; may lie outside 0…1 where the colour is outside sRGB. */
export function linearRgbOfOklab([lightness, a, b]: Oklab): LinearRgb {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

/** `#rrggbb` of lightness 0…1, chroma and hue in degrees; the chroma gives way until the colour is one of sRGB. */
export function hexOfHue(lightness: number, chroma: number, hue: number): string {
  const angle = (hue * Math.PI) / 180;
  for (let kept = chroma; kept > 0.005; kept *= 0.95) {
    const rgb = linearRgbOfOklab([lightness, kept * Math.cos(angle), kept * Math.sin(angle)]);
    if (rgb.every((channel) => channel >= -1e-4 && channel <= 1.0001)) return hexOf(rgb);
  }
  return hexOf(linearRgbOfOklab([lightness, 0, 0]));
}

/** Euclidean distance × 100: about 2 is just seen side by side, below 6 two small patches are hard to tell apart. */
export function oklabDistance(a: Oklab, b: Oklab): number {
  return 100 * Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

function linear(byte: number): number {
  const value = byte / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

function encoded(channel: number): number {
  const value = Math.min(1, Math.max(0, channel));
  return Math.round(255 * (value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055));
}
