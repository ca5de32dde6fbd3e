/** A field of a JSON text that holds a string or another simple value. */
export interface JsonField {
  /** Names of the fields and numbers of the entries above it, and its own name. */
  readonly path: readonly string[];
  readonly value: unknown;
  /** From 1. */
  readonly line: number;
}

interface Open {
  readonly kind: 'object' | 'array';
  /** Name of the field, or number of the entry, that is being read. */
  name: string;
}

/** One piece of a JSON text: a text, a mark, or a number or word. */
const PIECE = /"(?:[^"\\]|\\.)*"|[{}[\],:]|\n|[^\s{}[\],:"]+/g;

/**
 * The simple fields of a JSON text in its order. `JSON.parse` keeps the last of several fields of one name and says nothing;
 * this names them all.
 * @param text valid JSON
 */
export function jsonFields(text: string): JsonField[] {
  const fields: JsonField[] = [];
  const above: Open[] = [];
  let line = 1;
  let expectsName = false;
  for (const [piece] of text.matchAll(PIECE)) {
    const open = above.at(-1);
    if (piece === '\n') line += 1;
    else if (piece === '{' || piece === '[') {
      above.push({ kind: piece === '{' ? 'object' : 'array', name: '0' });
      expectsName = piece === '{';
    } else if (piece === '}' || piece === ']') {
      above.pop();
      expectsName = false;
    } else if (piece === ',') {
      if (open?.kind === 'array') open.name = String(Number(open.name) + 1);
      expectsName = open?.kind === 'object';
    } else if (piece === ':') expectsName = false;
    else if (expectsName && open) open.name = String(JSON.parse(piece));
    else if (open?.kind === 'object') fields.push({ path: above.map(({ name }) => name), value: JSON.parse(piece), line });
  }
  return fields;
}
