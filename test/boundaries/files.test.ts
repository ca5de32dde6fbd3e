import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root, sourceFiles } from './import-graph.ts';

const files = [...sourceFiles('src'), ...sourceFiles('test')];
const MOST_LINES = 400;
const EMPTY_NAMES = ['util', 'utils', 'helper', 'helpers', 'common', 'manager', 'misc'];

describe('files', () => {
  it(`have at most ${MOST_LINES} lines`, () => {
    const sheets = readdirSync(join(root, 'src/renderer'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.css')).map((name) => join('src/renderer', name));
    const long = [...files, ...sheets].map((file) => ({ file, lines: readFileSync(join(root, file), 'utf8').split('\n').length - 1 })).filter(({ lines }) => lines > MOST_LINES);
    expect(long).toEqual([]);
  });

  it('are named after what they hold', () => {
    const words = (file: string): string[] => file.replace(/\.\w+$/, '').split(/[/\-.]/);
    expect(files.filter((file) => words(file).some((word) => EMPTY_NAMES.includes(word)))).toEqual([]);
  });

  it('are named in kebab-case, folders too', () => {
    const kebab = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
    const wrong = files.filter((file) => {
      const folders = file.split('/').slice(0, -1);
      const stem = basename(file).replace(/(?:\.(?:test|spec|task|rpc|job|config|d))?\.tsx?$/, '');
      return ![...folders, stem].every((part) => kebab.test(part));
    });
    expect(wrong).toEqual([]);
  });
});
