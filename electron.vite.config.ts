import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const at = (path: string): string => resolve(import.meta.dirname, path);

/**
 * Shell and preload are bundled whole: a sandboxed preload cannot load packages, and a packaged shell carries none.
 * The engine is not built: its plain Node runs the sources as they are, in the checkout and in the packaged app.
 */
export default defineConfig({
  main: {
    build: { externalizeDeps: false, outDir: 'out/main', rollupOptions: { input: at('src/main/index.ts') } },
  },
  preload: {
    build: {
      externalizeDeps: false,
      outDir: 'out/preload',
      rollupOptions: { input: at('src/preload/index.ts'), output: { format: 'cjs', entryFileNames: '[name].cjs' } },
    },
  },
  ...(existsSync(at('src/renderer/index.html'))
    ? {
        renderer: {
          root: at('src/renderer'),
          plugins: [react()],
          build: {
            outDir: at('out/renderer'),
            // “/assets/…” are the files of records (host/asset.ts).
            assetsDir: 'app',
            // Inlined assets would be data: addresses, which the content security policy forbids for scripts and fonts.
            assetsInlineLimit: 0,
            modulePreload: { polyfill: false },
            // electron-vite leaves bundles as they are; a third of the size is read and compiled sooner.
            minify: true,
            rollupOptions: { input: at('src/renderer/index.html') },
          },
        },
      }
    : {}),
});
