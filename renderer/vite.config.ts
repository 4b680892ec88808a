import { realpathSync } from 'node:fs'
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const root = join(import.meta.dirname, '..')

/** The studio's pages, the same for the window and the browser; `#shared/*` is resolved by package.json. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react()],
  worker: { format: 'es' },
  server: {
    port: 5199,
    strictPort: true,
    /** In development the pages come from here and the operations from a host that runs beside it. */
    proxy: { '/rpc': process.env.STRATA_HOST ?? 'http://127.0.0.1:5198' },
    fs: { allow: [root, realpathSync(join(root, 'node_modules'))] },
  },
  build: {
    outDir: join(root, 'out/renderer'),
    emptyOutDir: true,
    /** The oldest Chromium that the desktop is built for. */
    target: 'chrome114',
    /** Nothing as a data URL: the policy of the pages allows fonts from their own origin only. */
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 4000,
  },
})
