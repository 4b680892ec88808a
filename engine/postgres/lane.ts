import type { Environment } from '#shared/contract/environments.ts'

/** Jobs of one lane run one after another: all that write to one database share it, whichever environment names it. */
export function databaseLane({ connection: { host, port, database } }: Environment): string {
  return `db:${host.toLowerCase()}:${port}/${database}`
}
