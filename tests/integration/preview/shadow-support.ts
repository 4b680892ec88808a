import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { Engine } from '#engine/engine.ts'
import { withSession } from '#engine/migrations/locked-session.ts'
import { withEnvironmentShadow, type EnvironmentShadow, type ShadowWish } from '#engine/preview/shadow/environment-shadow.ts'
import type { Shadow } from '#engine/preview/shadow-database.ts'
import { recorder } from '../backups/test-engine.ts'

export const rows = (shadow: Pick<Shadow, 'engine' | 'environment'>, sql: string) => withSession(shadow.engine, shadow.environment, async (client) => (await client.query<Record<string, unknown>>(sql)).rows)

export function shadowOf<T>(engine: Engine, environment: Environment, work: (shadow: EnvironmentShadow) => Promise<T>, wish: Partial<ShadowWish> = {}, job = recorder()): Promise<T> {
  return withEnvironmentShadow(engine, environment, { base: 'schema', rows: 'none', ...wish }, job, work)
}

/** What is noted of this shadow; what other tests leave on the server for a while does not count. */
export const notesOf = ({ notes }: EnvironmentShadow): Diagnostic[] => notes.filter(({ code }) => code !== 'shadow-abandoned')
export const codes = (shadow: EnvironmentShadow) => notesOf(shadow).map(({ code }) => code)
