import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, posix, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** The checkout. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** One import, re-export or `import()` of a literal. */
export interface ImportEdge {
  /** Importing file, relative to the checkout, with `/`. */
  readonly from: string;
  /** What the source says. */
  readonly specifier: string;
  /** The imported file relative to the checkout; null for packages and `node:`. */
  readonly to: string | null;
  /** Package or `node:` module; null for our own files. */
  readonly packageName: string | null;
  /** True when nothing of it is left at run time (`import type`, `export type`). `import { type A }` still loads the file. */
  readonly typeOnly: boolean;
  readonly line: number;
}

/** Every TypeScript file below a folder of the checkout, relative to it, sorted. */
export function sourceFiles(folder: string): string[] {
  const absolute = join(root, folder);
  if (!existsSync(absolute)) return [];
  return readdirSync(absolute, { recursive: true, encoding: 'utf8' })
    .map((name) => posix.join(folder, name.split(sep).join('/')))
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.as.ts') && statSync(join(root, name)).isFile())
    .sort();
}

/** The imports of one file, as the compiler's parser reads them. */
export function importsOf(file: string, text = readFileSync(join(root, file), 'utf8')): ImportEdge[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const edges: ImportEdge[] = [];
  const add = (specifier: ts.Node | undefined, typeOnly: boolean): void => {
    if (!specifier || !ts.isStringLiteralLike(specifier)) return;
    const own = specifier.text.startsWith('.');
    edges.push({
      from: file,
      specifier: specifier.text,
      to: own ? resolveOwn(file, specifier.text) : null,
      packageName: own ? null : packageOf(specifier.text),
      typeOnly,
      line: source.getLineAndCharacterOfPosition(specifier.getStart(source)).line + 1,
    });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword);
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, true);
    else if (ts.isCallExpression(node) && (node.expression.kind === ts.SyntaxKind.ImportKeyword || isRequire(node.expression))) add(node.arguments[0], false);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return edges;
}

function isRequire(callee: ts.Expression): boolean {
  return ts.isIdentifier(callee) && callee.text === 'require';
}

function packageOf(specifier: string): string {
  if (specifier.startsWith('node:')) return specifier;
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier);
}

function resolveOwn(from: string, specifier: string): string {
  const base = resolve(root, dirname(from), specifier.replace(/\?.*$/, ''));
  const found = ['', '.ts', '.tsx', '/index.ts', '/index.tsx'].map((ending) => base + ending).find((path) => existsSync(path) && statSync(path).isFile());
  return relative(root, found ?? base).split(sep).join('/');
}

/**
 * Everything that loading `entry` loads: our own files and packages, following what is left of the imports at run time.
 * @returns for each, the way to it, so that a failure says who brings it in
 */
export function runtimeReach(entry: string, edgesOf: (file: string) => readonly ImportEdge[]): { files: Map<string, string>; packages: Map<string, string> } {
  const files = new Map([[entry, entry]]);
  const packages = new Map<string, string>();
  const queue = [entry];
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    const way = files.get(file) ?? file;
    for (const edge of edgesOf(file)) {
      if (edge.typeOnly) continue;
      if (edge.packageName) packages.set(edge.packageName, packages.get(edge.packageName) ?? way);
      if (!edge.to || files.has(edge.to)) continue;
      files.set(edge.to, `${way} → ${edge.to}`);
      queue.push(edge.to);
    }
  }
  return { files, packages };
}
