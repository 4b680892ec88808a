import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { build } from 'vite'

const root = join(import.meta.dirname, '..')

/** One file of a program of this folder, as an installed Strata has it, so that loading a hundred sources is not what is measured. */
export async function bundle(name: string): Promise<string> {
  const outDir = join(root, 'out/bench')
  await build({ configFile: false, logLevel: 'error', root, build: { ssr: join(import.meta.dirname, `${name}.ts`), outDir, emptyOutDir: false, target: 'node22', minify: false, rolldownOptions: { output: { entryFileNames: `${name}.mjs` } } }, ssr: { noExternal: true, external: ['pg', 'libpg-query'] } })
  return join(outDir, `${name}.mjs`)
}

/** Runs a program to its end; throws if it fails. */
export function timed(program: string, args: readonly string[]): { seconds: number; output: string } {
  const before = performance.now()
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 30 })
  const seconds = (performance.now() - before) / 1000
  if (status !== 0) throw new Error(`${program} failed: ${stderr}`)
  return { seconds, output: stdout }
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? (sorted[middle] as number) : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2
}
