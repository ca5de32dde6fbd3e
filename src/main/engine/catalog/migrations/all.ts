import type { Migration } from '../migration.ts';
import { records } from './0010-records.ts';
import { jobs } from './0020-jobs.ts';
import { events } from './0030-events.ts';

/** Every step of the schema in order. Add a step: one file here, one line below, one test from a frozen catalog of the step before. */
export const MIGRATIONS: readonly Migration[] = [records, jobs, events];

/** The version that this Furrow writes. */
export const CATALOG_VERSION = Math.max(...MIGRATIONS.map((migration) => migration.version));
