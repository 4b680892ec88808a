import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig } from 'vite'

const root = import.meta.dirname
const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { dependencies: Record<string, string> }

/**
 * The shell, with the server in it, for Node. Each `import()` becomes a file of its own, so that a command loads what it
 * needs and no more; native modules and those with files of their own stay packages.
 */
export default defineConfig({
  publicDir: false,
  ssr: { noExternal: true, external: Object.keys(dependencies) },
  build: {
    ssr: join(root, 'cli/main.ts'),
    outDir: join(root, 'out/cli'),
    emptyOutDir: true,
    target: 'node22',
    sourcemap: true,
    rolldownOptions: { output: { format: 'es', entryFileNames: 'strata.js', chunkFileNames: 'parts/[name]-[hash].js' } },
  },
})
