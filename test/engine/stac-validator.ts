import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';

/** Any STAC document, as a reader sees it. */
export interface AnyDocument {
  readonly type: 'Feature' | 'Collection' | 'Catalog';
  readonly id: string;
  readonly stac_extensions?: readonly string[];
  readonly links: readonly { readonly rel: string; readonly href: string }[];
  readonly assets?: Readonly<Record<string, { readonly href: string }>>;
  readonly collection?: string;
  readonly [field: string]: unknown;
}

const SCHEMAS = fileURLToPath(new URL('../fixtures/stac-schemas/', import.meta.url));
const CORE = {
  Feature: 'https://schemas.stacspec.org/v1.1.0/item-spec/json-schema/item.json',
  Collection: 'https://schemas.stacspec.org/v1.1.0/collection-spec/json-schema/collection.json',
  Catalog: 'https://schemas.stacspec.org/v1.1.0/catalog-spec/json-schema/catalog.json',
} as const;

/** Checks documents against the schemas of STAC and of every extension that they name; gives what is wrong, in words. */
export function stacValidator(): (document: AnyDocument) => string[] {
  const ajv = new Ajv({ allErrors: true, strict: false });
  (addFormats as unknown as (ajv: Ajv) => void)(ajv);
  ajv.addFormat('iri', (text: string) => URL.canParse(text));
  ajv.addFormat('iri-reference', (text: string) => !/[\s<>"{}|\\^`]/.test(text) && URL.canParse(text, 'https://a.b/c/'));
  for (const name of readdirSync(SCHEMAS).filter((file) => file.endsWith('.json'))) {
    const schema = JSON.parse(readFileSync(join(SCHEMAS, name), 'utf8')) as { $id: string };
    ajv.addSchema(schema);
  }
  return (document) =>
    [CORE[document.type], ...(document.stac_extensions ?? [])].flatMap((uri) => {
      const validate: ValidateFunction | undefined = ajv.getSchema(uri);
      if (!validate) return [`${document.id}: no schema for ${uri}`];
      validate(document);
      return (validate.errors ?? []).map((error) => `${document.id}: ${error.instancePath} ${error.message} (${uri})`);
    });
}

/** Every document that is reached from `catalog.json` by its links, by workspace-relative path; links that lead nowhere. */
export function crawl(folder: string): { readonly documents: ReadonlyMap<string, AnyDocument>; readonly broken: readonly string[] } {
  const documents = new Map<string, AnyDocument>();
  const broken: string[] = [];
  const queue = ['catalog.json'];
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    if (documents.has(path)) continue;
    const document = JSON.parse(readFileSync(join(folder, path), 'utf8')) as AnyDocument;
    documents.set(path, document);
    for (const { rel, href } of document.links) {
      const target = normalize(join(dirname(path), decodeURIComponent(href)));
      if (/^[a-z]+:/.test(href) || !existsSync(join(folder, target))) broken.push(`${path}: ${rel} ${href}`);
      else if (['child', 'item', 'derived_from', 'root', 'parent', 'collection'].includes(rel)) queue.push(relative('.', target).split('\\').join('/'));
    }
  }
  return { documents, broken };
}
