import type { Environment } from '#shared/contract/environments.ts'
import type { RollbackResult } from '#shared/contract/rollback.ts'
import type { Engine } from '../../engine.ts'
import { readHistory } from '../../history/history.ts'
import { withSession } from '../../migrations/locked-session.ts'
import { ownSchema } from '../../preview/known-schema.ts'
import { MemorySnapshots } from '../../schema/snapshot-store.ts'
import { fingerprintOf, keepSnapshot, readEnvironment } from '../../schema/take-snapshot.ts'
import { stateAfter, versionsOf, type AppliedState } from '../applied-state.ts'
import { compareSchema, type WantedSchema } from '../wanted-schema.ts'

export interface Reached extends Pick<RollbackResult, 'outcome' | 'differences' | 'version'> {
  /** Fingerprint of the schema as it is now. */
  fingerprint: string
}

/** Compares what is there now with the point: its migrations, and its schema where that is known. What was read is kept, so that drift can be told from it. */
export async function checkReached(engine: Engine, environment: Environment, wanted: AppliedState, schema: WantedSchema | undefined): Promise<Reached> {
  const history = await withSession(engine, environment, (client) => readHistory(client, environment).catch(() => []))
  const state = stateAfter(history)
  const snapshot = await readEnvironment(engine, environment)
  if (!(engine.snapshots instanceof MemorySnapshots)) await keepSnapshot(engine, environment, snapshot, { trigger: 'after_migrating' })
  const own = ownSchema(snapshot, environment)
  const fingerprint = fingerprintOf(own)
  const differences = [...tellVersions(state, wanted), ...(schema ? compareSchema(schema, own) : [])]
  const outcome = differences.length > 0 ? 'differs' : schema ? 'reached' : 'unknown'
  return { outcome, differences, version: state.highest, fingerprint }
}

function tellVersions(now: AppliedState, wanted: AppliedState): string[] {
  const [is, was] = [new Set(versionsOf(now)), new Set(versionsOf(wanted))]
  const more = [...is].filter((version) => !was.has(version))
  const fewer = [...was].filter((version) => !is.has(version))
  return [...more.map((version) => `Version ${version} is applied and was not.`), ...fewer.map((version) => `Version ${version} was applied and is not.`)]
}
