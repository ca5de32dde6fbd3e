import { open } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Draft, Find, IngestTools, Product, RegisterTarget } from '../product.ts';
import type { Composite } from '../../../../shared/records/composite.ts';
import { message, type Told } from '../../../../shared/messages/message.ts';
import { recordId } from '../../../../shared/records/record-id.ts';
import { inspectPatchTask, type Patch, writePatchTask } from './patch.rpc.ts';

/**
 * A pre-processed WorldCereal patch: netCDF of monthly or dekadal Sentinel-2, Sentinel-1, meteo and terrain layers. It
 * becomes a composite, because that is what it is.
 */
export const worldcerealNetcdf: Product = {
  name: 'worldcereal-netcdf',
  title: 'WorldCereal patches (netCDF)',
  recognise: async (listing) => {
    const paths = listing.files.filter((name) => /\.(nc|nc4|netcdf)$/i.test(name)).map((name) => join(listing.folder, name));
    const isNetcdf = await Promise.all(paths.map(hasNetcdfSignature));
    return paths.filter((_, i) => isNetcdf[i]).map((path): Find => ({ path, claims: [path] }));
  },
  inspect: async (find, tools) => {
    const patch = await tools.engine.pool.run(inspectPatchTask, { path: find.path }, { signal: tools.signal });
    return { drafts: [patchDraft(find.path, patch, tools)], skipped: [] };
  },
};

/** netCDF classic begins with `CDF`, netCDF-4 with HDF5's signature. */
async function hasNetcdfSignature(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(8), 0, 8, 0);
    return bytesRead === 8 && (buffer.toString('latin1', 0, 3) === 'CDF' || buffer.toString('latin1', 1, 4) === 'HDF');
  } finally {
    await file.close();
  }
}

function patchDraft(path: string, patch: Patch, tools: IngestTools): Draft {
  const title = basename(path).replace(/\.\w+$/, '');
  const warnings = [...patch.warnings, ...(patch.others.length === 0 ? [] : [message('VARIABLES_UNKNOWN', { bands: patch.others })])];
  return {
    kind: 'composite',
    id: recordId(title),
    identity: 'file',
    title,
    datetime: patch.periods[0]?.start ?? null,
    crs: patch.grid.crs,
    bands: patch.variables.map(({ band }) => band.band),
    warnings,
    source: tools.engine.workspace.stored(path),
    register: (target) => writePatch(path, title, patch, warnings, tools, target),
  };
}

async function writePatch(path: string, title: string, patch: Patch, warnings: readonly Told[], tools: IngestTools, target: RegisterTarget): Promise<Composite> {
  const { engine, id, signal, onProgress } = target;
  const folder = `composites/${id}`;
  const written = await engine.pool.run(writePatchTask, { patch, folder: engine.workspace.absolute(folder) }, { signal, onProgress });
  return {
    kind: 'composite',
    id,
    title,
    createdAt: engine.now().toISOString(),
    simulated: tools.options.simulated === true,
    warnings: [...warnings, ...written.warnings],
    grid: patch.grid,
    footprint: patch.footprint,
    bands: patch.variables.map(({ band }) => band),
    periods: patch.periods.map(({ start, end, name }, i) => ({ start, end, path: `${folder}/${name}.tif`, clearFraction: written.periods[i]?.clearFraction ?? 0, scenes: 0 })),
    origin: 'worldcereal-netcdf',
    settings: { source: engine.workspace.stored(path), variables: Object.fromEntries(patch.variables.map(({ band, variable }) => [band.band, variable])) },
    sceneIds: [],
    runId: null,
  };
}
