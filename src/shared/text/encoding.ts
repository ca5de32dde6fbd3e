import { z } from 'zod';

/**
 * Character sets that a text table may be told to be in where it is not Unicode: those that Excel and older software of
 * Western, Central and Eastern Europe, Greece, Türkiye and the Baltic write, and that of old Macs. Names as the WHATWG
 * Encoding Standard has them.
 */
export const TEXT_ENCODINGS = ['windows-1252', 'windows-1250', 'windows-1251', 'windows-1253', 'windows-1254', 'windows-1257', 'macintosh'] as const;

/** See {@link TEXT_ENCODINGS}. */
export const textEncodingSchema = z.enum(TEXT_ENCODINGS);
export type TextEncoding = z.infer<typeof textEncodingSchema>;
