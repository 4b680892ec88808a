import { defineConfig } from 'electron-vite'
import { join } from 'node:path'
import renderer from './renderer/vite.config.ts'

const root = import.meta.dirname

/** CommonJS: Electron's preload must be, and the main process may be loaded by Electrons that know nothing else. */
const commonJs = { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: '[name]-[hash].cjs' } as const

export default defineConfig({
  main: {
    build: { outDir: 'out/main', sourcemap: true, rolldownOptions: { input: { index: join(root, 'electron/main/index.ts') }, output: commonJs } },
  },
  preload: {
    // A sandboxed preload can require nothing but electron.
    build: { outDir: 'out/preload', externalizeDeps: false, rolldownOptions: { input: { index: join(root, 'electron/preload/index.ts') }, output: commonJs } },
  },
  renderer: { ...renderer, build: { ...renderer.build, rolldownOptions: { input: join(root, 'renderer/index.html') } } },
})
