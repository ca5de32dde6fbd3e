import type { Bounds } from '../../../shared/geo/bounds.ts';
import type { Job, JobState, Progress } from '../../../shared/job/job.ts';
import type { RecordKind } from '../../../shared/records/record-base.ts';
import type { RecordOf } from '../../../shared/records/record.ts';

/** What to look for; all that is given must hold. */
export interface RecordFilter {
  /** Degrees, EPSG:4326: records whose footprint shares an area with it. */
  readonly bounds?: Bounds;
  /** First and last day (inclusive) of acquisition or of any period. */
  readonly from?: string;
  readonly to?: string;
  /** Percent; scenes without a figure pass. */
  readonly maxCloud?: number;
  readonly tile?: string;
  /** Words that the title or id must contain. */
  readonly text?: string;
}

/** The records of one kind. Those that are given are for reading: a large one is kept and given to the next who asks. */
export interface Repository<K extends RecordKind> {
  /** @throws RECORD_EXISTS */
  insert(record: RecordOf<K>): void;
  /** Inserts or replaces the record with the same id. */
  put(record: RecordOf<K>): void;
  find(id: string): RecordOf<K> | null;
  /** @throws RECORD_NOT_FOUND */
  get(id: string): RecordOf<K>;
  /** Scenes by time of acquisition, others newest first. */
  list(filter?: RecordFilter): RecordOf<K>[];
  /** How many there are; none of them is read. */
  count(): number;
  remove(id: string): void;
  /** `base`, or `base-2`, `base-3`, … when that is taken. */
  freeId(base: string): string;
}

/** State of one unit of a job (a window, a scene, a period). */
export interface UnitState {
  readonly key: string;
  readonly stage: number;
  readonly state: 'waiting' | 'done' | 'failed';
  readonly attempts: number;
  readonly result: unknown;
  readonly error: { readonly code: string; readonly message: string } | null;
}

/** Jobs and their checkpoints. */
export interface JobRepository {
  insert(job: Job): void;
  get(id: string): Job;
  find(id: string): Job | null;
  /** Newest first. */
  list(): Job[];
  update(id: string, change: Partial<Omit<Job, 'id'>>): void;
  setState(id: string, state: JobState): void;
  setProgress(id: string, progress: Progress): void;
  units(id: string): UnitState[];
  putUnit(id: string, unit: UnitState): void;
  freeId(base: string): string;
}

/** A change of the catalog, as the event stream tells it. */
export interface CatalogEvent {
  readonly seq: number;
  readonly at: string;
  readonly type: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** The catalog of one workspace: SQLite, owned by the engine process alone. */
export interface Catalog extends Disposable {
  readonly scene: Repository<'scene'>;
  readonly composite: Repository<'composite'>;
  readonly parcels: Repository<'parcels'>;
  readonly samples: Repository<'samples'>;
  readonly scheme: Repository<'scheme'>;
  readonly model: Repository<'model'>;
  readonly map: Repository<'map'>;
  readonly mask: Repository<'mask'>;
  readonly jobs: JobRepository;
  /** Runs `change` in one transaction. */
  transaction<T>(change: () => T): T;
  /** Appends to the event log and tells the listeners. */
  emit(type: string, payload: Readonly<Record<string, unknown>>): void;
  /** Events after `seq`, oldest first. */
  eventsSince(seq: number): CatalogEvent[];
  onEvent(listener: (event: CatalogEvent) => void): () => void;
}
