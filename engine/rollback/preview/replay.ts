import { crc32 } from 'node:zlib'
import { AppError } from '#shared/contract/app-error.ts'
import type { Environment } from '#shared/contract/environments.ts'
import { flywayChecksum } from '#shared/migrations/checksum.ts'
import type { Snapshot } from '#shared/schema/snapshot.ts'
import { createSchemaSql } from '../../history/history.sql.ts'
import type { Engine } from '../../engine.ts'
import type { JobContext } from '../../jobs/job-runner.ts'
import { prepareScript } from '../../migrations/run/prepare-script.ts'
import { connect } from '../../postgres/connect.ts'
import { ownSchema } from '../../preview/known-schema.ts'
import { failureOf, runPlain } from '../../preview/prove/run-plain.ts'
import { ScriptFailure } from '../../migrations/run/script-failure.ts'
import { withShadow, type Shadow } from '../../preview/shadow-database.ts'
import { readEnvironment } from '../../schema/take-snapshot.ts'

/** A script with the text that it had. */
export interface ReplayScript {
  script: string
  version: string | null
  description: string
  text: string
}

type ReplayJob = Pick<JobContext, 'signal' | 'log'>

/** Works in an empty database that is made for it and dropped. Throws `shadow_unavailable`, `shadow_failed`. */
export function inEmptyShadow<T>(engine: Engine, environment: Environment, { signal, log }: ReplayJob, work: (shadow: Shadow) => Promise<T>): Promise<T> {
  return withShadow(engine, engine.shadows, { like: { engine, environment }, environments: [environment], signal, log }, work)
}

export function plainOptions({ schema, policies }: Environment, signal: AbortSignal) {
  return { schema, lockTimeoutMs: policies.lockTimeoutMs, statementTimeoutMs: policies.previewTimeoutMs, signal }
}

/** Runs scripts in their order, without a history. Throws `shadow_failed` with the place in the file. */
export async function replay(shadow: Shadow, environment: Environment, scripts: readonly ReplayScript[], signal: AbortSignal): Promise<void> {
  const client = await connect(shadow.engine, shadow.environment, { purpose: 'preview', signal })
  try {
    if (environment.schema !== 'public') await client.query(createSchemaSql(environment.schema)).catch(() => {})
    for (const { script, text } of scripts) {
      if (signal.aborted) throw new AppError('cancelled')
      const prepared = await prepareScript(script, text)
      await runPlain(client, prepared, plainOptions(environment, signal)).catch((thrown: unknown) => {
        if (!(thrown instanceof ScriptFailure)) throw thrown
        const { message, data } = failureOf('statement_failed', prepared, thrown, '')
        throw new AppError('shadow_failed', { problem: message }, { ...(data.where && { where: data.where }), ...(data.pg && { pg: data.pg }), cause: thrown })
      })
    }
  } finally {
    await client.end().catch(() => {})
  }
}

/** The schema that scripts make of an empty database. */
export async function replayedSchema(engine: Engine, environment: Environment, scripts: readonly ReplayScript[], job: ReplayJob): Promise<Snapshot> {
  return inEmptyShadow(engine, environment, job, async (shadow) => {
    await replay(shadow, environment, scripts, job.signal)
    return ownSchema(await readEnvironment(shadow.engine, shadow.environment, { signal: job.signal }), environment)
  })
}

/** The same for the same scripts. */
export function replayKey(scripts: readonly ReplayScript[]): string {
  return scripts.map(({ script, text }) => `${script} ${flywayChecksum(text, crc32)}`).join('\n')
}
