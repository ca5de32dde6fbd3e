import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { type DemoDoors, type DemoResult, runDemo } from '../../engine/demo/pipeline.ts';
import { initWorkspace } from '../../engine/init-workspace.ts';
import type { Client } from '../client.ts';
import { type Command, type Invocation, number, type Outcome, text } from '../command.ts';
import { followJob } from '../run-job.ts';

const FOLDER = 'furrow-demo';

export const demoCommand: Command = {
  name: 'demo',
  summary: 'Simulates a landscape and does the whole work on it: scenes, composite, samples, model, map. Everything made is marked simulated.',
  usage: '',
  example: 'furrow demo --to my-demo',
  options: { to: { type: 'string' }, seed: { type: 'string' }, size: { type: 'string' }, dates: { type: 'string' } },
  flags: {
    '--to DIR': `a new workspace, as --workspace; “${FOLDER}” in this folder by default, with a number when it is there already`,
    '--seed N': 'another landscape; the same seed gives the same one',
    '--size PIXELS': 'side of the area in pixels of 10 m; 512 by default',
    '--dates N': 'overpasses in the year; 40 by default',
  },
  async run(invocation) {
    const { flags } = invocation;
    const folder = resolve(text(flags, 'to') ?? text(flags, 'workspace') ?? freeFolder(FOLDER));
    await initWorkspace(folder);
    const landscape = Object.fromEntries(Object.entries({ seed: number(flags, 'seed', 'demo'), sizePx: number(flags, 'size', 'demo'), dates: number(flags, 'dates', 'demo') }).filter(([, value]) => value !== undefined));
    await using client = await invocation.open(folder);
    const made = await runDemo(doorsOf(invocation, client, folder), {
      landscape,
      onStep: ({ text: words, seconds }) => {
        invocation.progress.say(seconds === null ? `— ${words}` : `  ${words} (${seconds.toFixed(1)} s)`);
      },
    });
    return outcome(folder, made);
  },
};

/** The name, or the name with the first number that is free: a demo never overwrites what somebody may have changed. */
function freeFolder(name: string): string {
  for (let n = 1; ; n++) {
    const candidate = n === 1 ? name : `${name}-${n}`;
    if (!existsSync(candidate)) return candidate;
  }
}

function doorsOf(invocation: Invocation, client: Client, folder: string): DemoDoors {
  return {
    runJob: async (kind, params) => followJob(invocation, client, (await client.call('jobs.start', { kind, params })).job.id),
    importPaths: (paths, options) => client.call('import.paths', { paths: [...paths], options }, { signal: invocation.signal }),
    absolute: (stored) => resolve(folder, stored),
  };
}

function outcome(folder: string, made: DemoResult): Outcome {
  const at = (stored: string): string => relative(process.cwd(), join(folder, stored)) || stored;
  const lines = [
    '',
    `The crop map of the simulated landscape is ready: macro F1 ${made.macroF1.toFixed(3)}, overall accuracy ${made.overallAccuracy.toFixed(3)} on parcels that were held back.`,
    `  map      ${at(made.paths['map'] ?? '')}  (with palette, class names and QML for QGIS)`,
    `  report   ${at(`models/${made.model}/report.json`)}`,
    `  truth    ${at(made.paths['truth'] ?? '')}  (what the simulation grew)`,
    '',
    `Look at it:   npm start -- --workspace ${at('.')}`,
    `List it:      npx furrow list maps --workspace ${at('.')}`,
  ];
  return { result: { workspace: folder, ...made }, lines };
}
