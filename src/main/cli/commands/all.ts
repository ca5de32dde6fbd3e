import type { Command } from '../command.ts';
import { calendarsCommand } from './calendars.ts';
import { basemapsCommand } from './basemaps.ts';
import { classifyCommand } from './classify.ts';
import { compositeCommand } from './composite.ts';
import { demoCommand } from './demo.ts';
import { embedCommand } from './embed.ts';
import { evaluateCommand } from './evaluate.ts';
import { exportCommand } from './export.ts';
import { hygieneCommand } from './hygiene.ts';
import { importCommand } from './import.ts';
import { infoCommand } from './info.ts';
import { initCommand } from './init.ts';
import { cancelCommand, jobsCommand, replayCommand, resumeCommand } from './jobs.ts';
import { listCommand } from './list.ts';
import { localCurveCommand } from './local-curve.ts';
import { modelsCommand } from './models.ts';
import { samplesCommand } from './samples.ts';
import { schemesCommand } from './schemes.ts';
import { serveCommand } from './serve.ts';
import { trainCommand } from './train.ts';

/** Every command, in the order of the help page; one line each. */
export const COMMANDS: readonly Command[] = [
  initCommand,
  importCommand,
  listCommand,
  infoCommand,
  compositeCommand,
  schemesCommand,
  samplesCommand,
  calendarsCommand,
  hygieneCommand,
  trainCommand,
  modelsCommand,
  evaluateCommand,
  localCurveCommand,
  embedCommand,
  classifyCommand,
  exportCommand,
  basemapsCommand,
  jobsCommand,
  resumeCommand,
  cancelCommand,
  replayCommand,
  serveCommand,
  demoCommand,
];
