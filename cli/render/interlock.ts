import type { BusySession } from '#shared/contract/interlock.ts'

interface Busy {
  env: string
  dumps: BusySession[]
  migrations: BusySession[]
  notes: string[]
}

export function renderBusy({ env, dumps, migrations, notes }: Busy): string {
  const lines = [...dumps.map(({ who }) => `Dumping: ${who}`), ...migrations.map(({ who }) => `Migrating: ${who}`)]
  const found = lines.length === 0 ? [`Nobody is seen to dump or to migrate ${env}.`] : lines
  return `${[...found, ...notes].join('\n')}\n`
}
