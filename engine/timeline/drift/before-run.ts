import type { Environment } from '#shared/contract/environments.ts'
import type { Engine } from '../../engine.ts'
import type { JobContext } from '../../jobs/job-runner.ts'
import { noticeDrift } from './look-for-drift.ts'

/** Fingerprint of the schema that a run begins with, where an earlier look makes that cheap to know; drift is written down by the way. */
export async function schemaBefore(engine: Engine, environment: Environment, { log }: Pick<JobContext, 'log'>): Promise<string | null> {
  if (await engine.mirror.known(environment) === undefined) return null
  const outcome = await noticeDrift(engine, environment, log)
  return outcome === undefined ? null : ((await engine.mirror.known(environment))?.seen ?? null)
}
