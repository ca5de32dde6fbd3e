import { beforeEach, describe, expect, it } from 'vitest';
import { dayOf, frameAt, framesInRange, middleDay } from '../../src/renderer/state/map/moment.ts';
import { PLACE_COLOURS, usePlaces } from '../../src/renderer/state/map/places.ts';
import { axisDays, nearestDay, sceneDays, wholeTime } from '../../src/renderer/features/timeline/scene-days.ts';

const months = ['01', '02', '03'].map((month) => ({ start: `2022-${month}-01`, end: `2022-${month}-28`, url: '' }));
const at = (day: string): number => Date.parse(`${day}T00:00:00Z`);

describe('a moment on the timeline', () => {
  it('is in the period that holds it, else in the nearest', () => {
    expect(frameAt(months, '2022-02-28')).toBe(1);
    expect(frameAt(months, '2022-03-01')).toBe(2);
    expect(frameAt(months, '2022-01-30')).toBe(0);
    expect(frameAt(months, '2021-06-01')).toBe(0);
    expect(frameAt(months, '2030-06-01')).toBe(2);
    expect(frameAt([], '2022-01-01')).toBe(-1);
  });

  it('stays on the chosen day while its period is shown, and goes to the middle of another', () => {
    expect(dayOf({ frames: months, frame: 1 }, '2022-02-03')).toBe('2022-02-03');
    expect(dayOf({ frames: months, frame: 2 }, '2022-02-03')).toBe('2022-03-14');
    expect(middleDay({ start: '2022-05-05', end: '2022-05-05' })).toBe('2022-05-05');
  });

  it('chooses the periods that a range touches', () => {
    expect(framesInRange(months, { from: '2022-01-28', to: '2022-02-01' })).toEqual([0, 1]);
    expect(framesInRange(months, null)).toEqual([0, 1, 2]);
    expect(framesInRange(months, { from: '2023-01-01', to: '2023-02-01' })).toEqual([]);
  });
});

describe('acquisitions on the timeline', () => {
  const days = sceneDays([
    { datetime: '2022-03-09T10:50:00Z', cloudCover: null },
    { datetime: '2022-03-01T10:50:00Z', cloudCover: 10 },
    { datetime: '2022-03-01T10:50:15Z', cloudCover: 30 },
  ]);

  it('are one tick a day, with the mean cloud of those that tell it', () => {
    expect(days).toEqual([{ day: '2022-03-01', scenes: 2, cloud: 20 }, { day: '2022-03-09', scenes: 1, cloud: null }]);
  });

  it('are found near the pointer and nowhere else', () => {
    expect(nearestDay(days, at('2022-03-02'), 86_400_000)?.day).toBe('2022-03-01');
    expect(nearestDay(days, at('2022-03-05'), 86_400_000)).toBeNull();
  });

  it('and the periods span the whole time, the last day included', () => {
    expect(wholeTime({ frames: months }, days)).toEqual([at('2022-01-01'), at('2022-03-29')]);
    expect(wholeTime(null, days)).toEqual([at('2022-03-01'), at('2022-03-10')]);
    expect(wholeTime(null, [])).toBeNull();
  });

  it('have as many months named as find room', () => {
    const year = [at('2022-01-01'), at('2023-01-01')] as const;
    expect(axisDays(year, 1000)).toHaveLength(12);
    expect(axisDays(year, 150).length).toBeLessThanOrEqual(4);
    expect(axisDays(year, 1000).filter(({ isYear }) => isYear)).toHaveLength(1);
    expect(axisDays([at('1985-01-01'), at('2025-01-01')], 600).every(({ isYear }) => isYear)).toBe(true);
  });
});

describe('places that are kept', () => {
  const click = (x: number, how: 'instead' | 'beside'): void => { usePlaces.getState().inspect({ x, y: 0, crs: 'EPSG:32631' }, how); };
  beforeEach(() => { usePlaces.getState().clear(); });

  it('are replaced by a click and kept by a click with Shift', () => {
    click(1, 'instead');
    click(2, 'instead');
    expect(usePlaces.getState().kept.map(({ x }) => x)).toEqual([2]);
    click(3, 'beside');
    expect(usePlaces.getState().kept.map(({ x }) => x)).toEqual([2, 3]);
    click(4, 'instead');
    expect(usePlaces.getState().kept.map(({ x }) => x)).toEqual([2, 4]);
    expect(usePlaces.getState().current?.x).toBe(4);
  });

  it('have a colour each, and the oldest goes when there are no more', () => {
    for (let x = 0; x < PLACE_COLOURS.length + 2; x++) click(x, 'beside');
    const { kept } = usePlaces.getState();
    expect(kept).toHaveLength(PLACE_COLOURS.length);
    expect(new Set(kept.map(({ colour }) => colour)).size).toBe(PLACE_COLOURS.length);
    expect(kept[0]?.x).toBe(2);
  });

  it('pass the panels on to the next when the current one is taken away', () => {
    click(1, 'instead');
    click(2, 'beside');
    usePlaces.getState().remove(usePlaces.getState().current?.id ?? -1);
    expect(usePlaces.getState().current?.x).toBe(1);
  });
});
