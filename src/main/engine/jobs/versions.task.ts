import { gdal } from '../gdal/gdal.ts';
import { implementTask } from '../pool/rpc.ts';
import { versionsTask } from './versions.rpc.ts';

/** The library that GDAL's binding is linked to may be the system's, so only the process that loaded it knows its version. */
export const versions = implementTask(versionsTask, async () => {
  await Promise.resolve();
  return { gdal: gdal.version };
});
