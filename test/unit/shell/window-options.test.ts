import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { windowOptions } from '../../../src/main/shell/window-options.ts';
import { root, sourceFiles } from '../../boundaries/import-graph.ts';

describe('a window', () => {
  it('has exactly these web preferences', () => {
    expect(windowOptions('/app/preload.cjs', { isPackaged: true }).webPreferences).toEqual({
      preload: '/app/preload.cjs',
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      sandbox: true,
      webSecurity: true,
      webviewTag: false,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      navigateOnDragDrop: false,
      safeDialogs: true,
      spellcheck: false,
      devTools: false,
    });
  });

  it('has developer tools in unpackaged runs only', () => {
    expect(windowOptions('p', { isPackaged: false }).webPreferences?.devTools).toBe(true);
  });

  it('is shown when it has painted', () => {
    expect(windowOptions('p', { isPackaged: true }).show).toBe(false);
  });

  it('is made nowhere else, and no source loosens it', () => {
    const shell = ['src/main/index.ts', ...sourceFiles('src/main/shell'), ...sourceFiles('src/preload')];
    const text = shell.map((file) => readFileSync(join(root, file), 'utf8')).join('\n');
    expect(text.match(/new BrowserWindow\(/g)).toHaveLength(1);
    for (const loose of [/nodeIntegration\w*: true/, /webSecurity: false/, /sandbox: false/, /contextIsolation: false/, /<webview/, /executeJavaScript/, /openExternal\(/, /enableBlinkFeatures/, /no-sandbox/, /@electron\/remote/]) {
      expect(text).not.toMatch(loose);
    }
  });
});
