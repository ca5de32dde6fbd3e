const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
const STEP = 1000;

/** A size on disk or in memory, such as `1.2 GB`, in the words of a language. */
export function formatBytes(bytes: number, language: string): string {
  const power = Math.min(UNITS.length - 1, bytes >= 1 ? Math.floor(Math.log(bytes) / Math.log(STEP)) : 0);
  const value = bytes / STEP ** power;
  return new Intl.NumberFormat(language, { style: 'unit', unit: UNITS[power] ?? 'byte', unitDisplay: 'short', maximumFractionDigits: value < 10 && power > 0 ? 1 : 0 }).format(value);
}

/** A time to wait, rounded as one would say it: `8 sec`, `4 min`, `2.5 hr`. */
export function formatDuration(seconds: number, language: string): string {
  const [value, unit] = seconds < 90 ? [Math.max(1, Math.round(seconds)), 'second'] : seconds < 5400 ? [Math.round(seconds / 60), 'minute'] : [seconds / 3600, 'hour'];
  return new Intl.NumberFormat(language, { style: 'unit', unit: unit, unitDisplay: 'short', maximumFractionDigits: unit === 'hour' ? 1 : 0 }).format(value);
}
