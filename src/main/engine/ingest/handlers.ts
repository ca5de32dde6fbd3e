import { resolve } from 'node:path';
import type { importContract } from '../../../shared/contract/import.ts';
import type { EngineServices, HandlersOf } from '../handler.ts';
import { isRemote } from './discover.ts';
import { importPaths, inspectPaths } from './import.ts';

/** Answers the calls about importing. Only paths inside granted roots are looked at. */
export const importHandlers: HandlersOf<typeof importContract> = {
  'import.paths': (services, { paths, options }, control) => {
    checkGranted(services, paths);
    return importPaths(services, paths, options, control);
  },
  'import.inspect': (services, { paths, options }, control) => {
    checkGranted(services, paths);
    return inspectPaths(services, paths, options, control);
  },
};

/** Places on a network pass here: the search refuses them with a better reason. */
function checkGranted(services: EngineServices, paths: readonly string[]): void {
  for (const path of paths) if (!isRemote(path)) services.checkGranted(resolve(path));
}
