/**
 * Proves the undos of the generated history of 200 migrations and of migrations-sample on a server of its own, and says how many hold.
 * Usage: node scripts/prove-history.ts [count] [seed]. Ends with 1 when a proof says something else than the history knows to be true.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createEngine } from '#engine/create-engine.ts'
import { LocalShadows } from '#engine/preview/local-shadows.ts'
import { withShadow, type Shadow } from '#engine/preview/shadow-database.ts'
import { generateHistory } from '../tests/history/generate.ts'
import { countByStatus, proveHistory, reasons, surprises, type ProvedMigration } from '../tests/history/prove-history.ts'
import { readMigrations } from '../tests/history/sample.ts'

const root = join(import.meta.dirname, '..')
const [count = 200, seed = 4] = process.argv.slice(2).map(Number)
const home = mkdtempSync(join(tmpdir(), 'strata-prove-'))
const engine = createEngine({ host: 'shell', version: '0', dataFolder: home, root })
const local = new LocalShadows(root)
const { signal } = new AbortController()

try {
  const { migrations } = generateHistory(count, seed)
  const found = await timed(`Generated history, seed ${seed}`, (shadow) => proveHistory(shadow, migrations, signal))
  const wrong = surprises(found)
  for (const line of wrong) console.log(`  NOT AS EXPECTED ${line}`)
  console.log(`  ${migrations.filter(({ fault }) => fault !== undefined).length} undos have a fault; ${migrations.filter(({ undo }) => undo === null).length} were generated; ${wrong.length} proofs say something else than is true.`)
  const sample = await timed('migrations-sample', (shadow) => proveHistory(shadow, readMigrations(join(root, 'migrations-sample')), signal))
  for (const { migration, proof } of sample) console.log(`  ${migration.script}: ${proof.status}, ${proof.undo}${proof.status === 'proved' ? '' : `: ${reasons(proof)}`}`)
  process.exitCode = wrong.length > 0 ? 1 : 0
} finally {
  await local.close()
  await engine.close()
  rmSync(home, { recursive: true, force: true })
}

async function timed<T extends ProvedMigration>(title: string, work: (shadow: Shadow) => Promise<T[]>): Promise<T[]> {
  return withShadow(engine, local, { environments: [], signal, log: () => {} }, async (shadow) => {
    const began = performance.now()
    const found = await work(shadow)
    const seconds = (performance.now() - began) / 1000
    console.log(`${title} on PostgreSQL ${found[0]?.proof.serverVersion}: ${found.length} migrations in ${seconds.toFixed(1)} s (${Math.round((seconds / found.length) * 1000)} ms each): ${JSON.stringify(countByStatus(found))}`)
    return found
  })
}
