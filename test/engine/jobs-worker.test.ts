import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { digestTask } from '../../src/main/engine/jobs/digest.rpc.ts';
import { softwareVersions } from '../../src/main/engine/jobs/provenance.ts';
import { createWorkerPool } from '../../src/main/engine/pool/pool.ts';

it('the real worker loads GDAL, tells its version, and makes checksums', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'furrow-worker-'));
  await using pool = createWorkerPool({ size: 1, memoryMB: 1000 });
  const versions = await softwareVersions(pool);
  expect(versions['gdal']).toMatch(/^\d+\.\d+\.\d+/);
  expect(Object.keys(versions).sort()).toEqual(['furrow', 'gdal', 'gdal-async', 'node', 'onnxruntime-node']);
  writeFileSync(join(folder, 'abc'), 'abc');
  // FIPS 180-2, appendix B.1.
  expect(await pool.run(digestTask, { paths: [join(folder, 'abc')] })).toMatchObject({ files: [{ bytes: 3, sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad' }] });
  await expect(pool.run(digestTask, { paths: [join(folder, 'gone')] })).rejects.toMatchObject({ code: 'FILE_NOT_FOUND', params: { file: join(folder, 'gone') } });
  await rm(folder, { recursive: true });
});
