import type { FastifyRequest } from 'fastify'
import { AppError } from '#shared/contract/app-error.ts'
import type { StrataClient } from '#shared/contract/client.ts'
import type { Environment } from '#shared/contract/environments.ts'
import { isFinished } from '#shared/contract/jobs.ts'
import type { DescribedBackups } from '#engine/described/described-backups.ts'

/** What a described route works with: the contract as the sender of the request may call it. */
export interface DescribedCall {
  client: StrataClient
  names: DescribedBackups
  /** Environment that the header names. */
  header: string | undefined
  /** STRATA_PROFILE. */
  profile: string | undefined
}

export function headerOf(request: FastifyRequest): string | undefined {
  const given = request.headers['x-strata-environment']
  return typeof given === 'string' && given !== '' ? given : undefined
}

const classes: Readonly<Record<string, Environment['class']>> = { prod: 'production', production: 'production', stage: 'staging', staging: 'staging', test: 'staging', dev: 'development', development: 'development', local: 'development' }

/** Query, header, active profile, the only one there is. Throws `not_found`, `bad_request` where none is meant. */
export async function environmentOf({ client, header, profile }: DescribedCall, asked: string | undefined): Promise<Environment> {
  const named = asked ?? header
  if (named !== undefined) return client.environments.get({ env: named })
  const { environments } = await client.environments.list({})
  const found = (profile && byProfile(environments, profile)) || (profile ? undefined : only(environments))
  if (found) return found
  const problem = profile ? `no environment, or more than one, goes with the profile "${profile}"` : 'which environment is not said'
  throw new AppError('bad_request', { problem }, { where: { field: 'environment' }, help: `Add ?environment=NAME or the header X-Strata-Environment. There are: ${environments.map(({ name }) => name).join(', ') || 'none'}.` })
}

function byProfile(environments: readonly Environment[], profile: string): Environment | undefined {
  const wanted = profile.trim().toLowerCase()
  return environments.find(({ name }) => name.toLowerCase() === wanted) ?? only(environments.filter((environment) => environment.class === classes[wanted]))
}

function only<T>(all: readonly T[]): T | undefined {
  return all.length === 1 ? all[0] : undefined
}

/** Seconds that one wait takes at most; the job goes on whether anyone waits or not. */
const waitSeconds = 25

/** The result of a job once it has ended; throws what it failed with. */
export async function resultOf<T>({ client }: DescribedCall, { jobId }: { jobId: string }): Promise<T> {
  for (let after = 0; ; ) {
    const { events, job, ended } = await client.jobs.wait({ jobId, after, seconds: waitSeconds })
    after = events.at(-1)?.seq ?? after
    if (!ended && !isFinished(job.state)) continue
    if (job.error) throw AppError.from(job.error)
    return job.result as T
  }
}

interface Said {
  confirm?: string | undefined
  reason?: string | undefined
  confirmationToken?: string | undefined
}

/** The consent as the operations take it. */
export function consentOf({ confirm, reason, confirmationToken }: Said): { confirm?: string; reason?: string; confirmation?: string } {
  return { ...(confirm !== undefined && { confirm }), ...(reason !== undefined && { reason }), ...(confirmationToken !== undefined && { confirmation: confirmationToken }) }
}
