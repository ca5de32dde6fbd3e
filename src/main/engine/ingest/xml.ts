import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { appError } from '../../../shared/errors/app-error.ts';

/** Largest metadata file that is read, in bytes; a real tile's is about 0.6 MB. */
export const MAX_METADATA_BYTES = 32 * 1024 * 1024;

/** An element: its name without prefix, its text, its attributes and children in order. */
export interface XmlElement {
  readonly name: string;
  readonly text: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
}

const TEXT = '#text';
const ATTRIBUTES = ':@';

/**
 * Reads XML from an untrusted file: no document type, no entities of its own, nothing outside the file.
 * @param file named in errors
 * @throws METADATA_INVALID
 */
export function parseXml(text: string, file: string): XmlElement {
  if (text.length > MAX_METADATA_BYTES) throw appError('METADATA_INVALID', { file, detail: `it is larger than ${MAX_METADATA_BYTES / 1024 / 1024} MB` });
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) throw appError('METADATA_INVALID', { file, detail: 'it declares a document type or entities, which no product does' });
  const valid = XMLValidator.validate(text);
  if (valid !== true) throw appError('METADATA_INVALID', { file, detail: `line ${valid.err.line}: ${valid.err.msg}` });
  const parser = new XMLParser({ preserveOrder: true, ignoreAttributes: false, attributeNamePrefix: '', removeNSPrefix: true, processEntities: false, htmlEntities: false, parseTagValue: false, parseAttributeValue: false });
  const root = elementsOf(parsed(parser, text, file)).find((element) => !element.name.startsWith('?'));
  if (!root) throw appError('METADATA_INVALID', { file, detail: 'it holds no element' });
  return root;
}

/** The parser has limits of its own, on nesting for one. */
function parsed(parser: XMLParser, text: string, file: string): unknown {
  try {
    return parser.parse(text) as unknown;
  } catch (cause) {
    throw appError('METADATA_INVALID', { file, detail: cause instanceof Error ? cause.message : String(cause) }, { cause });
  }
}

function elementsOf(nodes: unknown): XmlElement[] {
  if (!Array.isArray(nodes)) return [];
  return nodes.flatMap((node: Record<string, unknown>) => {
    const name = Object.keys(node).find((key) => key !== ATTRIBUTES);
    if (name === undefined || name === TEXT) return [];
    const inner = node[name];
    return [{ name, text: textOf(inner), attributes: (node[ATTRIBUTES] ?? {}) as Record<string, string>, children: elementsOf(inner) }];
  });
}

function textOf(nodes: unknown): string {
  if (!Array.isArray(nodes)) return '';
  return nodes
    .map((node: Record<string, unknown>) => (TEXT in node ? String(node[TEXT]) : ''))
    .join('')
    .trim();
}

/** Every element of that name below, in document order. */
export function allOf(root: XmlElement, name: string): XmlElement[] {
  return root.children.flatMap((child) => (child.name === name ? [child, ...allOf(child, name)] : allOf(child, name)));
}

/** The first element of that name below, or null. */
export function firstOf(root: XmlElement, name: string): XmlElement | null {
  for (const child of root.children) {
    if (child.name === name) return child;
    const below = firstOf(child, name);
    if (below) return below;
  }
  return null;
}

/** Text of the first element with one of the names, or null where there is none or it is empty. */
export function textIn(root: XmlElement, ...names: readonly string[]): string | null {
  for (const name of names) {
    const text = firstOf(root, name)?.text;
    if (text) return text;
  }
  return null;
}

/** The same as a number; null for what is none. */
export function numberIn(root: XmlElement, ...names: readonly string[]): number | null {
  const text = textIn(root, ...names);
  const value = text === null ? NaN : Number(text);
  return Number.isFinite(value) ? value : null;
}
