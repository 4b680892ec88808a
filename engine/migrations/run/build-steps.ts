import { crc32 } from 'node:zlib'
import { AppError } from '#shared/contract/app-error.ts'
import type { MigrationRow } from '#shared/contract/migrations.ts'
import { flywayChecksum } from '#shared/migrations/checksum.ts'
import type { FingerprintStep } from '#shared/migrations/fingerprint.ts'
import type { Direction } from '../check-runnable.ts'
import { planFingerprint, scriptOf } from '../plan.ts'
import { readScript } from '../read-folder.ts'
import type { Situation } from '../situation.ts'
import { prepareScript } from './prepare-script.ts'
import type { RunStep } from './run-step.ts'

/** Text up to this length stays in memory between the check of all scripts and the run of this one. */
const keptCharacters = 64 * 1024

/** Takes every script apart before anything runs, so that a file that cannot run is found while nothing is changed. Throws as `prepareScript`. */
export async function buildSteps(situation: Situation, rows: readonly MigrationRow[], direction: Direction): Promise<{ steps: RunStep[]; fingerprint: string }> {
  const steps: RunStep[] = []
  const fingerprints: FingerprintStep[] = []
  for (const row of rows) {
    const { step, sql } = await buildStep(situation, row, direction)
    steps.push(step)
    fingerprints.push({ action: step.action, kind: step.kind, version: step.version, script: step.script, transactional: step.outside === undefined, sql })
  }
  return { steps, fingerprint: planFingerprint(fingerprints, situation.history) }
}

async function buildStep({ folder: { folder } }: Situation, row: MigrationRow, direction: Direction): Promise<{ step: RunStep; sql: string }> {
  const script = scriptOf(row, direction)
  const { text } = readScript(folder, script)
  const prepared = await prepareScript(script, text)
  const checksum = flywayChecksum(text, crc32)
  const kept = text.length <= keptCharacters ? prepared : undefined
  const load = async () => kept ?? prepareScript(script, unchanged(script, readScript(folder, script).text, checksum))
  const { kind, version, description } = row
  const step: RunStep = { action: direction === 'up' ? 'apply' : 'undo', kind, version, description, script, checksum, of: prepared.statements.length, outside: prepared.outside, load }
  return { step, sql: text }
}

/** A large file is read twice; nobody may have changed it in between. */
function unchanged(script: string, text: string, checksum: number): string {
  if (flywayChecksum(text, crc32) !== checksum) throw new AppError('plan_changed', {}, { where: { file: script }, state: `${script} was changed while the run was under way.` })
  return text
}
