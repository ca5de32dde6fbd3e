/** Values with lost letters that make a column count as damaged. */
const DAMAGED_VALUES = 2;
const LOST_LETTER = /\p{L}\?+\p{L}|\uFFFD/u;

/** A value that GeoPackage takes: dates as ISO text, lists and objects as JSON, everything else as it is. */
export function plainValue(value: unknown, type: string): string | number | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number') return type === 'string' ? String(value) : value;
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return type === 'string' ? String(value) : Number(value);
  if (value instanceof Date) return value.toISOString();
  return dateText(value) ?? JSON.stringify(value);
}

/** Any value as trimmed text with composed letters (Unicode NFC); nothing is the empty text. */
export function plainText(value: unknown): string {
  return String(plainValue(value, 'string') ?? '').normalize('NFC').trim();
}

/** GDAL gives dates and times as objects of numbers. */
function dateText(value: unknown): string | null {
  const { year, month, day, hour, minute, second } = value as Partial<Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second', number | null>>;
  if (typeof year !== 'number' || typeof month !== 'number' || typeof day !== 'number') return null;
  const two = (part: number): string => String(Math.floor(part)).padStart(2, '0');
  const date = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
  return typeof hour === 'number' ? `${date}T${two(hour)}:${two(minute ?? 0)}:${two(second ?? 0)}` : date;
}

/** Finds columns whose words lost letters in a wrong conversion between character sets, as in “Mie?i, vasaras”. */
export class NameCheck {
  readonly #damaged = new Map<string, Set<string>>();

  look(column: string, value: string): void {
    if (!LOST_LETTER.test(value)) return;
    const values = this.#damaged.get(column) ?? new Set();
    values.add(value);
    this.#damaged.set(column, values);
  }

  damagedColumns(): string[] {
    return [...this.#damaged].filter(([, values]) => values.size >= DAMAGED_VALUES).map(([column]) => column);
  }
}
