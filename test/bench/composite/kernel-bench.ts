import { fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Benchmark, BenchContext, Figure } from '../figure.ts';
import { hasModule } from '../peers.ts';

const WORKERS = 2;
const BANDS = 10;
const PERIODS = 12;
const DATES = 6;
const TARGET = 40;

/** The median over 1000 × 1000 pixels × 10 bands × 72 dates into 12 months, masks applied, against numpy.nanmedian. */
export const compositeKernelBench: Benchmark = {
  name: 'composite-kernel',
  summary: 'monthly medians in memory, two workers, beside numpy.nanmedian on the same arrays',
  peers: ['python3-numpy'],
  async run(context) {
    const { python, small, folder } = context;
    const pixels = small ? 40_000 : 1_000_000;
    if (!python || !hasModule(python, 'numpy')) {
      context.note('python3-numpy is not installed: npm run bench -- --install-peers');
      return [];
    }
    context.note('numpy makes the stacks and takes their medians …');
    const script = fileURLToPath(new URL('kernel-numpy.py', import.meta.url));
    const numpy = spawnSync(python, [script, folder, ...[pixels, BANDS, PERIODS, DATES].map(String)], { encoding: 'utf8' });
    if (numpy.status !== 0) throw new Error(numpy.stderr);
    return figures(Number(numpy.stdout), await ownSeconds(context, pixels));
  },
};

async function ownSeconds({ folder, note }: BenchContext, pixels: number): Promise<{ seconds: number; different: number }> {
  note('two workers take them …');
  const share = Math.ceil(pixels / WORKERS / 8) * 8;
  const results = await Promise.all(
    Array.from({ length: WORKERS }, async (_, worker) => {
      const range = [worker * share, Math.min(pixels, (worker + 1) * share)];
      const child = fork(fileURLToPath(new URL('kernel-child.ts', import.meta.url)), [folder, ...[pixels, BANDS, PERIODS, DATES, ...range].map(String)]);
      const [message] = (await once(child, 'message')) as [{ milliseconds: number; different: number }];
      return message;
    }),
  );
  return { seconds: Math.max(...results.map(({ milliseconds }) => milliseconds)) / 1000, different: results.reduce((sum, { different }) => sum + different, 0) };
}

function figures(numpy: number, own: { seconds: number; different: number }): Figure[] {
  const ratio = numpy / own.seconds;
  return [
    { name: 'composite-kernel.time', value: own.seconds, unit: 's', peer: { name: 'numpy.nanmedian', value: numpy }, ratio, target: `≥ ${TARGET} times as fast`, met: ratio >= TARGET },
    { name: 'composite-kernel.differences', value: own.different, unit: 'values', peer: { name: 'numpy.nanmedian', value: 0 }, ratio: null, target: '0 (bit-equal)', met: own.different === 0 },
  ];
}
