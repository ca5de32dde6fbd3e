// `npm test`: types, lint, build, Vitest, browser, desktop, and one closing line `N passed, N failed, N skipped`.
// Each step prints as it goes and its failures in full; types, lint and build count as one test each.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { electronBinary, findChromium, pinnedNode, root } from './machine.mjs';

const node = pinnedNode() ?? process.execPath;
const reports = join(root, 'test-results');
const totals = { passed: 0, failed: 0, skipped: [] };

/** Runs a program on the pinned Node; gives its exit status and, when `quiet`, what it said. */
function run(args, { quiet = false, env = {} } = {}) {
  return new Promise((resolve) => {
    const child = spawn(node, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
    });
    const output = [];
    child.stdout?.on('data', (chunk) => output.push(chunk));
    child.stderr?.on('data', (chunk) => output.push(chunk));
    child.on('error', (error) => resolve({ status: 1, output: error.message }));
    child.on('close', (status) => resolve({ status: status ?? 1, output: Buffer.concat(output).toString('utf8') }));
  });
}

/** A program that is one test: silent when it passes, in full when it does not. */
async function check(name, args) {
  const started = Date.now();
  const { status, output } = await run(args, { quiet: true });
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  if (status === 0) {
    totals.passed += 1;
    process.stdout.write(`✓ ${name} (${seconds} s)\n`);
  } else {
    totals.failed += 1;
    process.stdout.write(`✗ ${name} (${seconds} s)\n${output}\n`);
  }
}

function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    // No report, or half of one: the runner died, which the caller counts as a failure.
    return null;
  }
}

/** A runner that failed without a failed test of its own (a crash, a file that does not load) is one failure. */
function settle(status, failedHere) {
  if (status !== 0 && failedHere === 0) totals.failed += 1;
}

async function vitest() {
  const file = join(reports, 'vitest.json');
  const { status } = await run(['node_modules/vitest/vitest.mjs', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`]);
  const report = readReport(file);
  let failed = 0;
  for (const suite of report?.testResults ?? []) {
    for (const test of suite.assertionResults) {
      if (test.status === 'passed') totals.passed += 1;
      else if (test.status === 'failed') failed += 1;
      else totals.skipped.push(`${relative(root, suite.name)}: ${test.fullName}`);
    }
    if (suite.status === 'failed' && !suite.assertionResults.some((test) => test.status === 'failed')) failed += 1;
  }
  totals.failed += failed;
  settle(status, failed);
}

/** Every test of a Playwright report with the file it stands in. */
function* playwrightTests(suites, file = '') {
  for (const suite of suites ?? []) {
    const here = suite.file ?? file;
    for (const spec of suite.specs ?? []) for (const test of spec.tests) yield { name: `${here}: ${spec.title}`, status: test.status };
    yield* playwrightTests(suite.suites, here);
  }
}

async function playwright(folder, missing) {
  const config = join('test', folder, 'playwright.config.ts');
  const hasTests = existsSync(join(root, config)) && readdirSync(join(root, 'test', folder)).some((name) => /\.(test|spec)\.ts$/.test(name));
  if (!hasTests) return;
  const file = join(reports, `${folder}.json`);
  const tool = ['node_modules/@playwright/test/cli.js', 'test', '-c', config];
  const env = { PLAYWRIGHT_JSON_OUTPUT_NAME: file, FURROW_CHROMIUM: findChromium() ?? '' };
  if (missing) {
    process.stdout.write(`\n– ${folder} tests skipped: ${missing}\n`);
    const listed = await run([...tool, '--list', '--reporter=json'], { quiet: true, env });
    for (const test of playwrightTests(readReport(file)?.suites)) totals.skipped.push(`test/${folder}/${test.name}`);
    settle(listed.status, 0);
    return;
  }
  process.stdout.write(`\n${folder} tests\n`);
  const { status } = await run([...tool, '--reporter=list,json'], { env });
  let failed = 0;
  for (const test of playwrightTests(readReport(file)?.suites)) {
    if (test.status === 'expected' || test.status === 'flaky') totals.passed += 1;
    else if (test.status === 'skipped') totals.skipped.push(`test/${folder}/${test.name}`);
    else failed += 1;
  }
  totals.failed += failed;
  settle(status, failed);
}

async function main() {
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });
  const tsc = 'node_modules/typescript/bin/tsc';
  const types = async () => {
    await check('types of engine, shell and tests', [tsc, '--noEmit', '-p', 'tsconfig.json']);
    await check('types of the window', [tsc, '--noEmit', '-p', 'src/renderer/tsconfig.json']);
    await check('types of the browser tests', [tsc, '--noEmit', '-p', 'test/browser/tsconfig.json']);
    await check('types of the benchmarks', [tsc, '--noEmit', '-p', 'test/bench/tsconfig.json']);
    await check('types of the desktop tests', [tsc, '--noEmit', '-p', 'test/desktop/tsconfig.json']);
  };
  const lint = () => check('lint', ['node_modules/eslint/bin/eslint.js', '.', '--max-warnings', '0']);
  // Each keeps one core busy, so two go side by side.
  await Promise.all([types(), lint()]);
  await check('build', ['node_modules/electron-vite/bin/electron-vite.js', 'build']);
  await vitest();
  await playwright('browser', findChromium() ? null : 'there is no Chromium');
  await playwright('desktop', electronBinary() ? null : 'there is no Electron binary');

  if (totals.skipped.length > 0) process.stdout.write(`\nSkipped:\n${totals.skipped.map((name) => `  ${name}\n`).join('')}`);
  process.stdout.write(`\n${totals.passed} passed, ${totals.failed} failed, ${totals.skipped.length} skipped\n`);
  process.exitCode = totals.failed > 0 ? 1 : 0;
}

await main();
