import type { z } from 'zod';

/** What was remembered under `key` on this machine, if it still fits; null otherwise. */
export function recalled<T>(key: string, schema: z.ZodType<T>): T | null {
  const text = localStorage.getItem(`furrow.${key}`);
  if (text === null) return null;
  try {
    const parsed = schema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    // Written by another version or by hand: as if nothing were remembered.
    return null;
  }
}

/** Remembers a value on this machine. */
export function remember(key: string, value: unknown): void {
  localStorage.setItem(`furrow.${key}`, JSON.stringify(value));
}
