import { describe, expect, it } from 'vitest';
import { ProgressMeter } from '../../src/main/engine/jobs/progress-meter.ts';
import type { Progress } from '../../src/shared/job/job.ts';

function meter(options: { seconds?: number; lanes?: number; from?: number } = {}) {
  const told: Progress[] = [];
  const time = { ms: 0 };
  const { seconds = 0, lanes = 1, from = 0 } = options;
  const stages = [
    { name: 'Windows', unit: 'windows', weight: 3, total: 30 },
    { name: 'Join', unit: 'files', weight: 1, total: 10 },
  ];
  const subject = new ProgressMeter({ stages, seconds, lanes, from, emit: (one) => told.push(one), clock: () => time.ms });
  const unit = (key: string, ms: number) => {
    time.ms += ms;
    subject.finish(key, ms / 1000);
  };
  return { subject, told, time, unit };
}

describe('the progress of a job', () => {
  it('counts units and weighs stages', () => {
    const { subject, told, unit } = meter();
    subject.enter(0);
    for (let index = 0; index < 30; index += 1) unit(`w${index}`, 1000);
    expect(told.at(-1)).toMatchObject({ stage: 'Windows', unit: 'windows', done: 30, total: 30, fraction: 0.75 });
    subject.enter(0);
    unit('j0', 1000);
    expect(told.at(-1)).toMatchObject({ stage: 'Join', done: 1, total: 10, fraction: 0.775 });
    subject.complete();
    expect(told.at(-1)).toMatchObject({ fraction: 1, remainingSeconds: 0 });
  });

  it('is told at most ten times a second, and never falls when a unit is tried again', () => {
    const { subject, told, time } = meter();
    subject.enter(0);
    for (let index = 0; index < 100; index += 1) {
      time.ms += 10;
      subject.move('w0', index < 50 ? index / 50 : (index - 50) / 50);
    }
    expect(told.length).toBeLessThanOrEqual(11);
    const fractions = told.map((one) => one.fraction);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
  });

  it('uses the estimate before there is a rate, then the median of the last units', () => {
    const { subject, told, unit } = meter({ seconds: 400 });
    subject.enter(0);
    expect(told.at(-1)?.remainingSeconds).toBe(400);
    for (let index = 0; index < 9; index += 1) unit(`w${index}`, 2000);
    unit('w9', 60_000);
    // 20 windows left of 2 s each; the join is a quarter of all, a quarter of the whole is done after 78 s.
    expect(told.at(-1)?.remainingSeconds).toBeCloseTo(20 * 2 + 78, 6);
  });

  it('knows that several units run at the same time', () => {
    const { subject, told, unit } = meter({ lanes: 4 });
    subject.enter(0);
    unit('w0', 4000);
    const alone = meter({ lanes: 1 });
    alone.subject.enter(0);
    alone.unit('w0', 4000);
    expect((alone.told.at(-1)?.remainingSeconds ?? 0) - (told.at(-1)?.remainingSeconds ?? 0)).toBeCloseTo(29 * 4 - 29, 6);
  });

  it('does not count what an earlier run finished into the rate, and goes on from what was told', () => {
    const { subject, told, unit } = meter({ from: 0.6 });
    subject.enter(20);
    expect(told.at(-1)).toMatchObject({ done: 20, fraction: 0.6, remainingSeconds: null });
    for (let index = 20; index < 30; index += 1) unit(`w${index}`, 1000);
    expect(told.at(-1)?.fraction).toBe(0.75);
    expect(told.at(-1)?.remainingSeconds).toBeCloseTo(10, 6);
  });

  it('gets through a stage that has nothing to do', () => {
    const told: Progress[] = [];
    const subject = new ProgressMeter({ stages: [{ name: 'None', unit: 'scenes', weight: 1, total: 0 }], seconds: 5, lanes: 2, emit: (one) => told.push(one) });
    subject.enter(0);
    subject.complete();
    expect(told.at(-1)).toMatchObject({ fraction: 1, done: 0, total: 0 });
  });
});
