import { appError } from '../../../shared/errors/app-error.ts';
import { RECORD_KINDS, type RecordKind } from '../../../shared/records/record-base.ts';
import { recordIdSchema } from '../../../shared/records/record-id.ts';
import type { Catalog, Repository } from '../catalog/contract.ts';
import { freeId } from '../catalog/free-id.ts';
import type { EngineContext } from '../context.ts';
import type { JobDefinition } from './definition.ts';

/** Id of the record that a job will make and the workspace-relative folder for it. */
export interface JobOutput {
  readonly id: string;
  readonly folder: string;
}

export interface Occupied {
  /** True for a folder that exists: a finished job's, or one that was stopped and may go on. */
  readonly isThere: (folder: string) => boolean;
  /** True for a folder that a job writes to right now. */
  readonly isWritten: (folder: string) => boolean;
  /** True for a folder with files that no job made: somebody put them there. */
  readonly isForeign: (folder: string) => boolean;
}

/**
 * Asks a definition for its output such that no two jobs share a folder: the catalog knows finished records only, so
 * the ids of jobs that run, or that were stopped and may go on, are made to look taken. Every job passes here before it is
 * planned, so that none writes outside the workspace or over what it has not made.
 * @throws RECORD_EXISTS when the definition insists on an id that is taken, or on an output that another job writes right now;
 * FILE_EXISTS, OUTPUT_OUTSIDE, INVALID_INPUT
 */
export function reserveOutput(engine: EngineContext, definition: JobDefinition, params: unknown, occupied: Occupied): JobOutput {
  const refused = new Set<string>();
  for (;;) {
    const output = definition.output(refused.size > 0 ? { ...engine, catalog: avoiding(engine.catalog, refused) } : engine, params);
    requireOwn(engine, definition, output);
    if (output.folder === '' || !occupied.isThere(output.folder)) return output;
    if (refused.has(output.id)) {
      // Its id was chosen by the user or is always the same. What a job left there that was stopped may be written over.
      if (occupied.isWritten(output.folder)) throw appError('RECORD_EXISTS', { kind: definition.record ?? definition.kind, id: output.id });
      if (occupied.isForeign(output.folder)) throw appError('FILE_EXISTS', { file: engine.workspace.absolute(output.folder) });
      return output;
    }
    refused.add(output.id);
  }
}

/** @throws INVALID_INPUT, OUTPUT_OUTSIDE, RECORD_EXISTS */
function requireOwn({ workspace, catalog }: EngineContext, { kind, record }: JobDefinition, { id, folder }: JobOutput): void {
  if (!recordIdSchema.safeParse(id).success) throw appError('INVALID_INPUT', { call: kind, field: 'id', problem: `“${id}” can be no id` });
  if (folder !== '') workspace.inside(folder);
  if (record !== null && catalog[record].find(id) !== null) throw appError('RECORD_EXISTS', { kind: record, id });
}

/** The catalog, whose `freeId` also passes over `ids`. */
function avoiding(catalog: Catalog, ids: ReadonlySet<string>): Catalog {
  const wrapped = new Map<PropertyKey, unknown>(RECORD_KINDS.map((kind): [PropertyKey, unknown] => [kind, repositoryAvoiding(catalog[kind], ids)]));
  return new Proxy(catalog, {
    get: (target, name) => wrapped.get(name) ?? bound(target, name),
  });
}

function repositoryAvoiding(repository: Pick<Repository<RecordKind>, 'freeId' | 'find'>, ids: ReadonlySet<string>): unknown {
  const freeIdAvoiding = (base: string) => freeId(base, (id) => ids.has(id) || repository.find(id) !== null);
  return new Proxy(repository, {
    get: (target, name) => (name === 'freeId' ? freeIdAvoiding : bound(target, name)),
  });
}

/** A member of `target`; methods keep `target` as their `this`, since private fields cannot be reached through a proxy. */
function bound(target: object, name: PropertyKey): unknown {
  const member: unknown = Reflect.get(target, name, target);
  return typeof member === 'function' ? (member.bind(target) as unknown) : member;
}
