import type { samplesContract } from '../../../shared/contract/samples.ts';
import { appError } from '../../../shared/errors/app-error.ts';
import type { HandlersOf } from '../handler.ts';
import { checkSamplesTask } from './description/check.rpc.ts';
import { describeSamplesTask, rejectedSamplesTask, samplePointsTask, sampleProfilesTask } from './description/describe.rpc.ts';

/** Answers the calls about sample sets. */
export const samplesHandlers: HandlersOf<typeof samplesContract> = {
  'samples.check': async ({ catalog, workspace, pool }, { id }, { signal }) => {
    const { path, crs } = catalog.samples.get(id);
    return { id, check: await pool.run(checkSamplesTask, { path: workspace.absolute(path), crs }, signal ? { signal } : {}) };
  },
  'samples.describe': ({ catalog, workspace, lookups }, { id }, { signal }) => {
    const { path, bands } = catalog.samples.get(id);
    return lookups.run(describeSamplesTask, { path: workspace.absolute(path), quantities: bands }, signal ? { signal } : {});
  },
  'samples.profiles': ({ catalog, workspace, lookups }, { id, ...request }, { signal }) => {
    const { path, bands, byClass } = catalog.samples.get(id);
    requireClasses(Object.keys(byClass), request.classes ?? []);
    return lookups.run(sampleProfilesTask, { ...request, path: workspace.absolute(path), bands }, signal ? { signal } : {});
  },
  'samples.rejected': ({ catalog, workspace, lookups }, { id, ...request }, { signal }) => {
    const { path, rejected } = catalog.samples.get(id);
    return lookups.run(rejectedSamplesTask, { ...request, path: workspace.absolute(path), counts: rejected }, signal ? { signal } : {});
  },
  'samples.points': ({ catalog, workspace, lookups }, { id, limit }, { signal }) => {
    const { path, crs } = catalog.samples.get(id);
    return lookups.run(samplePointsTask, { path: workspace.absolute(path), crs, limit }, signal ? { signal } : {});
  },
};

/** A class that is not there would look like one without samples. @throws INVALID_INPUT */
function requireClasses(known: readonly string[], wanted: readonly string[]): void {
  const unknown = wanted.find((code) => !known.includes(code));
  if (unknown !== undefined) throw appError('INVALID_INPUT', { call: 'samples.profiles', field: 'classes', problem: `the set has no class “${unknown}”; it has ${known.toSorted().join(', ')}` });
}
