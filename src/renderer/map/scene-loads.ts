import type { ErrorDocument } from '../../shared/errors/app-error.ts';

/** How the pictures of a scene stand that the map waits for. */
export interface SceneLoad {
  readonly sceneId: string;
  /** Pictures that are being made or read. */
  readonly pending: number;
  /** Why the last one could not be had; null while all is well. */
  readonly problem: ErrorDocument | null;
}

const loads = new Map<string, SceneLoad>();
const listeners = new Set<() => void>();

function put(sceneId: string, change: (load: SceneLoad) => SceneLoad): void {
  const load = change(loads.get(sceneId) ?? { sceneId, pending: 0, problem: null });
  if (load.pending === 0 && load.problem === null) loads.delete(sceneId);
  else loads.set(sceneId, load);
  for (const listener of listeners) listener();
}

/** The scenes that the map waits for, and those that could not be shown. */
export function sceneLoads(): readonly SceneLoad[] {
  return [...loads.values()];
}

/** Hears of every change. Call what comes back to hear no more. */
export function onSceneLoads(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** Counts a picture as awaited while `work` goes on; what was given up is no problem. */
export async function awaited<T>(sceneId: string, work: Promise<T>, problemOf: (thrown: unknown) => ErrorDocument | null): Promise<T> {
  put(sceneId, (load) => ({ ...load, pending: load.pending + 1 }));
  try {
    const value = await work;
    put(sceneId, (load) => ({ ...load, problem: null }));
    return value;
  } catch (thrown) {
    const problem = problemOf(thrown);
    put(sceneId, (load) => ({ ...load, problem: problem ?? load.problem }));
    throw thrown;
  } finally {
    put(sceneId, (load) => ({ ...load, pending: load.pending - 1 }));
  }
}

/** Forgets what could not be shown, once it was told. */
export function forgetProblem(sceneId: string): void {
  put(sceneId, (load) => ({ ...load, problem: null }));
}
