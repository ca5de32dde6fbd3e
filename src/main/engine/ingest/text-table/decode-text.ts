import { open, readFile } from 'node:fs/promises';
import { appError, toAppError } from '../../../../shared/errors/app-error.ts';
import { message } from '../../../../shared/messages/message.ts';
import type { TextEncoding } from '../../../../shared/text/encoding.ts';

/** Letters before and behind the unreadable one that are shown as Windows-1252 would have them. */
const SHOWN_BEFORE = 40;
const SHOWN_BEHIND = 20;
const LINE_FEED = 10;
/** Control characters that no text has: what bytes of another character set, or no text at all, turn into. */
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/;

/**
 * Reads a text file of the user, such as a table of codes or observations.
 * @param encoding character set where the file is not Unicode
 * @throws FILE_NOT_FOUND, FILE_NOT_ALLOWED, TEXT_ENCODING_UNSAID, TEXT_ENCODING_UNKNOWN
 */
export async function readText(path: string, encoding?: TextEncoding): Promise<string> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw toAppError(cause, path);
  });
  return decodeText(bytes, path, encoding);
}

/** The beginning of a text file, to tell what it is: bytes that are no text become replacement characters. @throws FILE_NOT_FOUND, FILE_NOT_ALLOWED */
export async function readHead(path: string, bytes: number): Promise<string> {
  const file = await open(path, 'r').catch((cause: unknown) => {
    throw toAppError(cause, path);
  });
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(bytes), 0, bytes, 0);
    const head = buffer.subarray(0, bytesRead);
    return new TextDecoder(wideEncodingOf(head) ?? 'utf-8').decode(head);
  } finally {
    await file.close();
  }
}

/**
 * Text of bytes: UTF-8, UTF-16 with a byte-order mark, or, where they are neither, the character set that was named. A text
 * in another set is practically never valid UTF-8, so that naming one does no harm to a file that needs none. Letters
 * come composed (Unicode NFC): “é” is one character, however the file writes it. Without the byte-order mark.
 * @param path for the message
 * @throws TEXT_ENCODING_UNSAID where the bytes look like Windows-1252 and nothing was named, TEXT_ENCODING_UNKNOWN else
 */
export function decodeText(bytes: Uint8Array, path: string, encoding?: TextEncoding): string {
  const unicode = wideEncodingOf(bytes);
  if (unicode !== null) return wide(bytes, path, unicode);
  const text = strictly(bytes, 'utf-8');
  if (text !== null && !text.includes('\0')) return text.normalize('NFC');
  if (encoding !== undefined && text === null) return named(bytes, path, encoding);
  throw undecodable(bytes, path, text === null ? firstFault(bytes) : bytes.indexOf(0));
}

type WideEncoding = 'utf-16le' | 'utf-16be';

/** UTF-16 by its byte-order mark. */
function wideEncodingOf([first, second]: Uint8Array): WideEncoding | null {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : null;
}

function wide(bytes: Uint8Array, path: string, encoding: WideEncoding): string {
  const text = bytes.length % 2 === 0 ? strictly(bytes, encoding) : null;
  if (text === null) throw appError('TEXT_ENCODING_UNKNOWN', { file: path, line: 1, byte: bytes.length, problem: message('TEXT_CUT_WIDE') });
  return text.normalize('NFC');
}

function named(bytes: Uint8Array, path: string, encoding: TextEncoding): string {
  const text = new TextDecoder(encoding).decode(bytes);
  const at = CONTROL.exec(text)?.index;
  // These character sets have one byte per character, so that places in text and bytes agree.
  if (at !== undefined) throw appError('TEXT_ENCODING_UNKNOWN', { file: path, ...placeOf(bytes, at), problem: message('TEXT_BYTE_IN_NEITHER', { byte: hex(bytes[at]), encoding }) });
  return text.normalize('NFC');
}

function strictly(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    // The caller says where and what to do.
    return null;
  }
}

function undecodable(bytes: Uint8Array, path: string, at: number): Error {
  const place = placeOf(bytes, at);
  const western = new TextDecoder('windows-1252').decode(bytes);
  if (CONTROL.test(western)) return appError('TEXT_ENCODING_UNKNOWN', { file: path, ...place, problem: message('TEXT_BYTE_FOREIGN', { byte: hex(bytes[at]) }) });
  const end = bytes.indexOf(LINE_FEED, at);
  // Around the letter in doubt, which a long line must not hide.
  const [from, to] = [Math.max(at - place.byte + 1, at - SHOWN_BEFORE), Math.min(end < 0 ? western.length : end, at + SHOWN_BEHIND)];
  const shown = `${from > at - place.byte + 1 ? '…' : ''}${western.slice(from, to).trim()}${to < (end < 0 ? western.length : end) ? '…' : ''}`;
  return appError('TEXT_ENCODING_UNSAID', { file: path, ...place, shown });
}

/** Line of a byte and its place in it, both from 1. */
function placeOf(bytes: Uint8Array, at: number): { readonly line: number; readonly byte: number } {
  let [line, begin] = [1, 0];
  for (let i = bytes.indexOf(LINE_FEED); i >= 0 && i < at; i = bytes.indexOf(LINE_FEED, i + 1)) {
    line += 1;
    begin = i + 1;
  }
  return { line, byte: at - begin + 1 };
}

/** Where the first byte lies that is no UTF-8. */
function firstFault(bytes: Uint8Array): number {
  // A streaming decoder holds an unfinished character back, so that every prefix of valid text passes and only a fault throws.
  let [good, bad] = [0, bytes.length];
  while (bad - good > 1) {
    const middle = (good + bad) >>> 1;
    if (isPrefix(bytes.subarray(0, middle))) good = middle;
    else bad = middle;
  }
  // The prefix may end in the unfinished character: it begins where what is finished ends.
  return Buffer.byteLength(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(0, good), { stream: true }));
}

function isPrefix(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function hex(byte: number | undefined): string {
  return `0x${(byte ?? 0).toString(16).toUpperCase().padStart(2, '0')}`;
}
