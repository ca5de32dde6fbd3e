import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/main/cli/commands/all.ts';
import type { Command, Flags } from '../../src/main/cli/command.ts';
import { featuresOf } from '../../src/main/cli/features-flag.ts';
import { SPLIT_FLAGS, splitOf, TRAIN_SPLIT_FLAGS } from '../../src/main/cli/split-flags.ts';
import { unusedFlag } from '../../src/main/cli/wrong-flag.ts';

const split = (flags: Flags) => splitOf(flags, TRAIN_SPLIT_FLAGS, 'train');
const withActions = COMMANDS.filter(({ actions, options }) => actions && Object.keys(options).length > 0);

function commandNamed(name: string): Command {
  const command = COMMANDS.find((one) => one.name === name);
  if (!command) throw new Error(`no command ${name}`);
  return command;
}

describe('flags of a split', () => {
  it('are refused where no split is asked for, instead of being ignored', () => {
    expect(() => split({ 'test-share': '1.5' })).toThrow('--test-share belongs to a split: give --split-by too (blocks, bins, stratified, random, region, year, parcel, country, dataset, observer, group).');
    expect(() => split({ 'hold-out': '2021' })).toThrow('--hold-out belongs to a split: give --split-by too (region, year,');
    expect(() => split({ 'split-seed': '3' })).toThrow('--split-seed belongs to a split');
    expect(split({})).toBeUndefined();
  });

  it('are refused where the rule has no use for them', () => {
    expect(() => split({ 'split-by': 'blocks', 'hold-out': '2021' })).toThrow('--hold-out has no meaning with --split-by blocks; it is for region, year,');
    expect(() => split({ 'split-by': 'year', 'block-size': '100' })).toThrow('--block-size has no meaning with --split-by year; it is for blocks, bins.');
    expect(() => split({ 'split-by': 'column', 'test-share': '0.2' })).toThrow('--test-share has no meaning with --split-by column');
  });

  it('are told of in words where their values do not fit', () => {
    expect(() => split({ 'split-by': 'blocks', 'block-size': '0' })).toThrow('--block-size does not fit: it must be at least 1.');
    expect(() => split({ 'split-by': 'bins', 'block-size': '90' })).toThrow('--block-size does not fit: it must be at most 45.');
    expect(() => split({ 'split-by': 'year', 'test-share': '1.5' })).toThrow('--test-share does not fit: it must be at most 0.9.');
    expect(() => split({ 'split-by': 'random', 'split-seed': '1.5' })).toThrow('--split-seed does not fit: it must be a whole number.');
    expect(() => split({ 'split-by': 'moon', 'test-share': '0.2' })).toThrow('--split-by is one of blocks, bins,');
  });

  it('give the split that they say', () => {
    expect(split({ 'split-by': 'year', 'hold-out': '2021,2022' })).toEqual({ by: 'attribute', attribute: 'year', test: ['2021', '2022'], testShare: 0.3, seed: 42 });
    expect(split({ 'split-by': 'blocks', 'block-size': '5000', 'test-share': '0.2', 'split-seed': '7' })).toEqual({ by: 'blocks', sizeM: 5000, testShare: 0.2, seed: 7 });
    // The seed of a leak decides the forest too.
    expect(splitOf({ seed: '3' }, SPLIT_FLAGS, 'samples')).toBeUndefined();
    expect(splitOf({ by: 'column', seed: '3' }, SPLIT_FLAGS, 'samples')).toEqual({ by: 'column' });
  });
});

describe('flags of a command of several actions', () => {
  it.each(withActions.map((command) => ({ name: command.name, command })))('are told apart by action: furrow $name', ({ command: { actions, takes, options } }) => {
    const words = Object.keys(actions ?? {}).flatMap((usage) => usage.split(', ').map((one) => one.split(' ')[0]));
    expect(Object.keys(takes ?? {}).toSorted()).toEqual(words.toSorted());
    expect([...new Set(Object.values(takes ?? {}).flat())].toSorted()).toEqual(Object.keys(options).toSorted());
  });

  it('are refused where the action has no use for them', () => {
    expect(unusedFlag(commandNamed('samples'), { examples: '2' }, ['describe', 'x'])).toBe('“furrow samples describe” has no use for --examples; it is for profiles.');
    expect(unusedFlag(commandNamed('samples'), { 'centre-month': '5' }, ['join', 'a', 'b'])).toBe('“furrow samples join” has no use for --centre-month; it is for align, from-extractions.');
    expect(unusedFlag(commandNamed('models'), { id: 'x' }, ['list'])).toBe('“furrow models list” has no use for --id; it is for import, convert, propose.');
    expect(unusedFlag(commandNamed('samples'), { examples: '2', csv: true, workspace: 'here', json: true }, ['profiles', 'x'])).toBeNull();
    expect(unusedFlag(commandNamed('train'), { seed: '2' }, [])).toBeNull();
  });
});

describe('--features', () => {
  it.each<[string | undefined, string | string[] | undefined]>([
    [undefined, undefined],
    ['bands', 'bands'],
    ['NDVI:p90,NDVI@3', ['NDVI:p90', 'NDVI@3']],
    ['NDVI:p90', ['NDVI:p90']],
    ['NDVI@3, B04@3', ['NDVI@3', 'B04@3']],
  ])('of training and of the local-data curve is a set or a list: %j', (said, features) => {
    expect(featuresOf(said === undefined ? {} : { features: said })).toEqual(features);
  });
});
