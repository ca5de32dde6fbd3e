import type { TFunction } from 'i18next';
import type { Estimate, Job, Progress } from '../../../shared/job/job.ts';
import { formatBytes, formatDuration } from '../../ui/quantity.ts';

/** Words for jobs in one language. The engine names stages and units in English; those that the catalogue knows are translated. */
export interface JobText {
  /** `Composite windows: 41 of 96 windows, 3 min left`. */
  readonly progress: (progress: Progress) => string;
  /** Only the time that remains, or nothing while nobody knows. */
  readonly remaining: (progress: Progress | null) => string;
  /** `≈ 4 min · 1.2 GB disk · 0.9 GB memory · CPU`. */
  readonly estimate: (estimate: Estimate) => string;
  /** `done in 4 min`, `failed after 12 sec`. */
  readonly state: (job: Job) => string;
}

export function jobText(t: TFunction, language: string): JobText {
  const known = (prefix: 'job.stage' | 'job.unit', name: string, count?: number): string => {
    const key = `${prefix}.${name.toLowerCase().replaceAll(' ', '-')}`;
    return t(key, { defaultValue: name, ...(count === undefined ? {} : { count }) });
  };
  const number = new Intl.NumberFormat(language);
  const remaining = (progress: Progress | null): string => {
    const seconds = progress?.remainingSeconds ?? null;
    return seconds === null ? '' : t('job.left', { time: formatDuration(seconds, language) });
  };
  return {
    remaining,
    progress: (progress) => {
      const counted = t('job.counted', { done: number.format(progress.done), total: number.format(progress.total), unit: known('job.unit', progress.unit, progress.total) });
      return [`${known('job.stage', progress.stage)}: ${counted}`, remaining(progress)].filter((part) => part !== '').join(' · ');
    },
    estimate: ({ seconds, diskBytes, memoryMB, processor, workers }) =>
      [
        t('job.about', { time: formatDuration(seconds, language) }),
        t('job.disk', { size: formatBytes(diskBytes, language) }),
        t('job.memory', { size: formatBytes(memoryMB * 1e6, language) }),
        t('job.processor', { processor, count: workers }),
      ].join(' · '),
    state: (job) => {
      const seconds = job.startedAt !== null && job.endedAt !== null ? (Date.parse(job.endedAt) - Date.parse(job.startedAt)) / 1000 : null;
      const state = t(`job.state.${job.state}`);
      return seconds === null ? state : t('job.after', { state, time: formatDuration(seconds, language) });
    },
  };
}
