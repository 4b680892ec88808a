import { defineConfig } from 'electron-vite'
import { join } from 'node:path'

const root = import.meta.dirname

/** CommonJS: a sandboxed preload must be, and the main process may be loaded by Electrons that know nothing else. */
const commonJs = { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: '[name]-[hash].cjs' } as const

/** Main process and preload; the pages are built by renderer/vite.config.ts, the same for the window and the browser. */
export default defineConfig({
  main: {
    // A package of ES modules alone cannot be required.
    build: { outDir: 'out/main', sourcemap: true, externalizeDeps: { exclude: ['age-encryption'] }, rolldownOptions: { input: { index: join(root, 'electron/main/index.ts') }, output: commonJs } },
  },
  preload: {
    // A sandboxed preload can require nothing but electron.
    build: { outDir: 'out/preload', externalizeDeps: false, rolldownOptions: { input: { index: join(root, 'electron/preload/index.ts') }, output: commonJs } },
  },
})
