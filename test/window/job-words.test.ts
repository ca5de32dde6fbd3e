import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { wordsOf } from '../../src/renderer/i18n/catalogue.ts';
import { JOBS } from '../../src/main/engine/jobs/registry.ts';
import { root, sourceFiles } from '../boundaries/import-graph.ts';

/** Stages as the engine names them, `name: '…', unit: '…'` wherever they are planned. */
const stages = sourceFiles('src/main/engine').flatMap((file) =>
  [...readFileSync(join(root, file), 'utf8').matchAll(/\bname: '([^']+)',\s+unit: '([^']+)'/g)].map(([, name = '', unit = '']) => ({ name, unit })),
);
const keyOf = (name: string): string => name.toLowerCase().replaceAll(' ', '-');

describe.each(['en', 'fr'] as const)('tasks in %s', (language) => {
  const words = wordsOf(language);

  it('have a title for every kind of job', () => {
    expect(JOBS.map(({ kind }) => kind).filter((kind) => !(`job.title.${kind}` in words))).toEqual([]);
  });

  it('have words for every stage and unit that the engine plans', () => {
    expect(stages.length).toBeGreaterThan(10);
    expect([...new Set(stages.map(({ name }) => name))].filter((name) => !(`job.stage.${keyOf(name)}` in words))).toEqual([]);
    expect([...new Set(stages.map(({ unit }) => unit))].filter((unit) => !(`job.unit.${keyOf(unit)}_other` in words))).toEqual([]);
  });
});
