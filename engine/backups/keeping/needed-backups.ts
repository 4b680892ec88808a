import type { Environment } from '#shared/contract/environments.ts'
import type { Engine } from '../../engine.ts'

/** What would have no way back without a backup of an environment, in words. */
export type Needs = (backupId: string) => string[]

/** Backups of an environment that something still leads back to. */
export async function neededBackups(engine: Engine, environment: Environment): Promise<Needs> {
  const own = await engine.rollbacks.list(environment.id)
  const begun = own.filter(({ state }) => state !== 'done' && state !== 'left')
  const swaps = (await engine.swaps.open()).filter(({ envId }) => envId === environment.id)
  const last = own.find(({ state }) => state === 'done')
  // A way back does not note which backup it restores: until it has, all stay.
  const restores = begun.some(({ steps }) => steps.some(({ method, state }) => method === 'restore' && state !== 'done'))
  return (backupId) => [
    ...(restores || begun.some(({ backup }) => backup === backupId) ? [`the way back of ${environment.name} that is not at its end`] : []),
    ...swaps.flatMap(({ mark }) => (mark.backup === backupId ? [`the replacement of database ${mark.database} that is not finished`] : [])),
    ...(last?.backup === backupId ? [`undoing the last way back of ${environment.name}`] : []),
  ]
}
