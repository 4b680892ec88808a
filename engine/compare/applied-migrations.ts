import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type pg from 'pg'
import type { Environment } from '#shared/contract/environments.ts'
import type { MigrationRow } from '#shared/contract/migrations.ts'
import type { Engine } from '../engine.ts'
import { readAppliedText } from '../history/journal.ts'
import { withSession } from '../migrations/locked-session.ts'
import { readScript } from '../migrations/read-folder.ts'
import { readSituation, type Situation } from '../migrations/situation.ts'

export interface AppliedMigrations {
  scripts: { script: string; text: string }[]
  /** Scripts that were applied, and of which neither the file nor the text in the journal is there. */
  lost: string[]
}

/** The scripts that made the environment what it is, as they were when they were applied. */
export async function readApplied(engine: Engine, environment: Environment): Promise<AppliedMigrations> {
  return withSession(engine, environment, async (client) => {
    const situation = await readSituation(client, environment)
    const found: AppliedMigrations = { scripts: [], lost: [] }
    for (const row of situation.rows.filter((one) => tookEffect(one, situation))) {
      const text = await appliedText(client, environment, situation, row)
      if (text === undefined) found.lost.push(row.script)
      else found.scripts.push({ script: row.script, text })
    }
    return found
  })
}

/** Writes scripts into a folder that is gone afterwards. */
export async function withFolderOf<T>({ scripts }: AppliedMigrations, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'strata-applied-'))
  try {
    for (const { script, text } of scripts) write(join(folder, script), text)
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const applied: ReadonlySet<MigrationRow['state']> = new Set(['applied', 'changed', 'missing', 'out_of_order'])

/** What lies below a declared baseline was there before the history began; the files say what it was. */
function tookEffect({ kind, state, applied: record, checksum }: MigrationRow, { rows }: Situation): boolean {
  if (applied.has(state) || (state === 'outdated' && record !== null)) return true
  if (state === 'baseline') return checksum !== null
  const byFile = rows.some((row) => row.state === 'baseline' && row.checksum !== null)
  return state === 'below_baseline' && kind === 'versioned' && !byFile
}

async function appliedText(client: pg.Client, environment: Environment, { place, folder }: Situation, row: MigrationRow): Promise<string | undefined> {
  const journalled = place.journalReadable && row.state !== 'below_baseline' ? await readAppliedText(client, environment, row.script) : null
  if (journalled !== null) return journalled
  try {
    return readScript(folder.folder, row.script).text
  } catch {
    return undefined
  }
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}
