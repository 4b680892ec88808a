import { tmpdir } from 'node:os'
import { onTestFinished } from 'vitest'
import type { Proof } from '#shared/contract/preview.ts'
import { examineScript, prepareScript } from '#engine/migrations/run/prepare-script.ts'
import { openProver, type KnownChange, type ProofResult } from '#engine/preview/prove/prove-undo.ts'
import type { Shadow } from '#engine/preview/shadow-database.ts'
import { environmentAt, makeEngine, recorder } from '../backups/test-engine.ts'
import { createDatabase, onServer, type TestDatabase } from '../../support/database.ts'

export interface ProveWorld {
  database: TestDatabase
  shadow: Shadow
  signal: AbortSignal
  abort(): void
  /** Proves the next migration. `down`: text of its undo; absent: it is generated. */
  prove(up: string, down?: string | null, script?: string, known?: KnownChange): Promise<ProofResult>
  /** As `prove`, of which only the proof matters. */
  proof(up: string, down?: string | null, script?: string): Promise<Proof>
}

/** A database that plays the shadow, with this schema and data, and a prover in it. */
export async function proveWorld(sql: string): Promise<ProveWorld> {
  const database = await createDatabase('prove')
  if (sql !== '') await database.query(sql)
  const environment = environmentAt(database.url)
  const shadow: Shadow = { engine: makeEngine([environment], tmpdir()), environment, major: 15, superuser: true }
  const job = recorder()
  const prover = await openProver(shadow, job)
  onTestFinished(async () => {
    await prover.close()
    await database.drop()
  })
  let number = 0
  const prove: ProveWorld['prove'] = async (up, down = null, script, known) => {
    number += 1
    const name = script ?? `V${number}__change.sql`
    const version = name.startsWith('V') ? String(number) : null
    const undoScript = `U${number}__change.sql`
    const found = down === null ? null : await examineScript(undoScript, down)
    const undo = found && { script: undoScript, text: down ?? '', statements: found.statements, outside: found.outside }
    const options = { schema: 'public', statementTimeoutMs: 60_000, lockTimeoutMs: 5_000, signal: job.signal }
    // The test's own sessions would keep the database from being copied.
    await onServer(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${database.name}' AND application_name NOT LIKE 'strata%'`)
    return prover.prove({ script: name, version, up: await prepareScript(name, up), undo, undoProblem: found?.errors[0] ?? null, options, known })
  }
  return { database, shadow, signal: job.signal, abort: () => job.abort.abort(), prove, proof: async (...request) => (await prove(...request)).proof }
}
