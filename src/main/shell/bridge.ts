import { isAbsolute } from 'node:path';
import type { Dialog, IpcMain, IpcMainInvokeEvent, Shell } from 'electron';
import { z } from 'zod';
import { CHANNELS } from '../../shared/desktop/bridge.ts';
import type { PathPolicy } from '../host/path-policy.ts';
import { isTrustedSender } from './policies.ts';

/** What the bridge answers with: Electron's own parts, and where picked paths go. */
export interface BridgeParts {
  readonly ipcMain: Pick<IpcMain, 'handle'>;
  readonly dialog: Pick<Dialog, 'showOpenDialog'>;
  readonly shell: Pick<Shell, 'showItemInFolder'>;
  /** The workspace and what was picked: what `reveal` may show. */
  readonly policy: Pick<PathPolicy, 'check' | 'grant'>;
  /** Opens a path to the engine. */
  readonly grant: (path: string) => void;
}

const paths = z.array(z.string().max(32_767).refine((path) => isAbsolute(path) && !path.includes('\0'))).max(10_000);
const path = z.string().max(32_767);

/** Answers the preload. Every message is checked: who sends it, then what it holds; a wrong one is rejected, never ignored. */
export function answerBridge({ ipcMain, dialog, shell, policy, grant }: BridgeParts): void {
  const open = (picked: readonly string[]): readonly string[] => {
    for (const one of picked) {
      policy.grant(one);
      grant(one);
    }
    return picked;
  };
  const handle = <I>(channel: string, input: z.ZodType<I>, answer: (value: I) => unknown): void => {
    ipcMain.handle(channel, async (event: IpcMainInvokeEvent, raw: unknown) => {
      if (!isTrustedSender(event.senderFrame)) throw new Error(`${channel}: not asked by the window of Furrow`);
      return answer(input.parse(raw));
    });
  };
  handle(CHANNELS.pickFiles, z.undefined(), async () => {
    const { filePaths } = await dialog.showOpenDialog({ properties: ['openFile', 'multiSelections'] });
    return open(filePaths);
  });
  handle(CHANNELS.pickFolder, z.undefined(), async () => {
    const { filePaths } = await dialog.showOpenDialog({ properties: ['openDirectory', 'createDirectory'] });
    return open(filePaths)[0] ?? null;
  });
  handle(CHANNELS.openDropped, paths, open);
  handle(CHANNELS.reveal, path, (shown) => {
    policy.check(shown);
    shell.showItemInFolder(shown);
  });
}
