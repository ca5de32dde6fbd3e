#!/usr/bin/env node
// The command `furrow`: starts src/main/cli.ts on the pinned Node, whichever Node was used to call it.
// Passes arguments, streams, signals and the exit status. Sets the checkout up first when nothing is installed.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { pinnedNode, root } from './machine.mjs';
import { setUpOrExit } from './setup.mjs';

/** Replaces this process where Node can, so that signals and the exit status are the command's own; else stands between. */
function become(file, args) {
  if (typeof process.execve === 'function' && process.platform !== 'win32') process.execve(file, [file, ...args], process.env);
  const child = spawn(file, args, { stdio: 'inherit' });
  for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT']) {
    process.on(signal, () => {
      // Ctrl+C on a terminal reaches the child by itself; a second one would mean "at once".
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  }
  child.on('error', (error) => {
    process.stderr.write(`furrow: ${file} could not be started: ${error.message}\n`);
    process.exit(1);
  });
  child.on('exit', (status, signal) => process.exit(signal ? 128 + constants.signals[signal] : status));
}

if (pinnedNode() === null) setUpOrExit();
const source = join(root, 'src', 'main', 'cli.ts');
become(pinnedNode(), [existsSync(source) ? source : join(root, 'out', 'main', 'cli.js'), ...process.argv.slice(2)]);
