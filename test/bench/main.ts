import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Figure, machineWords } from './figure.ts';
import { installPeers, systemPython } from './peers.ts';
import { BENCHMARKS } from './registry.ts';

const USAGE = 'npm run bench -- [--json] [--small] [--install-peers] [NAME…]';

/** Runs the chosen benchmarks one after the other and prints their figures, each beside its peer of the same run. */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ options: { json: { type: 'boolean' }, small: { type: 'boolean' }, 'install-peers': { type: 'boolean' }, help: { type: 'boolean' } }, allowPositionals: true });
  const unknown = positionals.find((name) => !BENCHMARKS.some((bench) => bench.name === name));
  if (values.help || unknown !== undefined) {
    console.error(`${unknown === undefined ? '' : `There is no benchmark “${unknown}”.\n`}${USAGE}\n${BENCHMARKS.map(({ name, summary }) => `  ${name}: ${summary}`).join('\n')}`);
    return unknown === undefined ? 0 : 2;
  }
  if (values['install-peers']) {
    const failure = installPeers();
    if (failure) {
      console.error(`The peers could not be installed: ${failure}`);
      return 1;
    }
    if (positionals.length === 0) return 0;
  }
  const chosen = BENCHMARKS.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
  const machine = machineWords();
  if (!values.json) console.log(machine);
  let failed = 0;
  for (const bench of chosen) {
    const folder = mkdtempSync(join(tmpdir(), 'furrow-bench-'));
    try {
      const figures = await bench.run({ small: values.small ?? false, folder, python: systemPython(), note: (line) => { console.error(`${bench.name}: ${line}`); } });
      for (const figure of figures) console.log(values.json ? JSON.stringify({ ...figure, machine }) : inWords(figure));
    } catch (thrown) {
      failed++;
      console.error(`${bench.name} failed: ${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}`);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return failed > 0 ? 1 : 0;
}

function inWords(figure: Figure): string {
  const number = (value: number): string => (Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3));
  const peer = figure.peer ? `${figure.peer.name} ${number(figure.peer.value)} ${figure.unit}, ${figure.ratio === null ? 'no ratio' : `ratio ${number(figure.ratio)}`}` : 'no peer here';
  return `${figure.met ? 'met   ' : 'MISSED'} ${figure.name}: ${number(figure.value)} ${figure.unit} (${peer}; target ${figure.target})`;
}

process.exitCode = await main();
