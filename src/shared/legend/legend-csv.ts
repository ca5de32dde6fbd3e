import type { LegendEntry } from './legend.ts';

/** What was counted of one class. */
export interface ClassCount {
  readonly code: string;
  readonly pixels: number;
  readonly hectares: number;
}

/**
 * Legend and counts as CSV (RFC 4180, UTF-8, a header line). Counted pixels are no area estimate: a map that takes one
 * class for another more often than the reverse counts too many of it; the column's name says so.
 */
export function legendCsv(legend: readonly LegendEntry[], counts: readonly ClassCount[]): string {
  const rows = legend.map(({ value, code, label, colour }) => {
    const count = counts.find((candidate) => candidate.code === code);
    return [value, code, label, colour, count?.pixels ?? '', count ? count.hectares.toFixed(2) : ''].map((cell) => csvCell(String(cell))).join(',');
  });
  return `${['value,code,label,colour,pixels,counted_hectares_biased', ...rows].join('\r\n')}\r\n`;
}

function csvCell(text: string): string {
  // A spreadsheet would run a cell that begins like a formula.
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
