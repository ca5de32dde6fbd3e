/** Writes docs/contract.md from the contract; `node build/docs.ts`. A test holds the page to the code. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { CONTRACT } from '../src/shared/contract/contract.ts';
import type { CallSpec } from '../src/shared/contract/call.ts';
import { JOBS } from '../src/main/engine/jobs/registry.ts';
import { ERROR_TEXTS } from '../src/shared/errors/texts.ts';

const PAGE = fileURLToPath(new URL('../docs/contract.md', import.meta.url));

interface Field {
  readonly name: string;
  readonly type: string;
  readonly fallback: string;
}

/** The page as it should be. */
export function contractPage(): string {
  const calls = Object.entries(CONTRACT).map(([name, spec]) => callRow(name, spec));
  const jobs = [...JOBS].sort((a, b) => a.kind.localeCompare(b.kind)).flatMap((job) => [`### ${job.kind}`, '', '| parameter | type | default |', '|---|---|---|', ...fieldsOf(job.params).map(({ name, type, fallback }) => `| \`${name}\` | ${type} | ${fallback} |`), '']);
  const errors = Object.entries(ERROR_TEXTS).map(([code, { message, action }]) => `| \`${code}\` | ${cell(message)} | ${cell(action)} |`);
  return [
    '# Contract',
    '',
    'Made from the code by `node build/docs.ts`; do not edit. Every call is `POST /api/<call>` with a JSON body, in every host; errors come as `{"error": {code, message, action, params}}`.',
    '',
    '## Calls',
    '',
    '| call | kind | what it does | input | own errors |',
    '|---|---|---|---|---|',
    ...calls,
    '',
    '## Jobs',
    '',
    'Started with `jobs.start {kind, params}`, estimated with `jobs.plan`; a parameter without a default must be given.',
    '',
    ...jobs,
    '## Errors',
    '',
    '| code | what is wrong | what to do |',
    '|---|---|---|',
    ...errors,
    '',
  ].join('\n');
}

function callRow(name: string, spec: CallSpec): string {
  const fields = fieldsOf(spec.input).map((field) => `\`${field.name}\``);
  return `| \`${name}\` | ${spec.kind} | ${cell(spec.summary)} | ${fields.join(', ') || '–'} | ${spec.errors.map((code) => `\`${code}\``).join(', ') || '–'} |`;
}

function fieldsOf(schema: z.ZodType): Field[] {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
  return Object.entries(json.properties ?? {}).map(([name, field]) => ({ name, type: typeOf(field), fallback: 'default' in field ? `\`${JSON.stringify(field.default)}\`` : json.required?.includes(name) ? '' : 'optional' }));
}

interface JsonSchema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly default?: unknown;
}

function typeOf(field: JsonSchema): string {
  if (field.enum) return field.enum.map((value) => `\`${String(value)}\``).join(', ');
  if (field.const !== undefined) return `\`${JSON.stringify(field.const)}\``;
  if (field.anyOf) return field.anyOf.map(typeOf).join(' or ');
  if (field.type === 'array') return `list of ${field.items ? typeOf(field.items) : 'values'}`;
  return field.type ?? 'any';
}

const cell = (text: string): string => text.replaceAll('|', '\\|');

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(PAGE, contractPage());
