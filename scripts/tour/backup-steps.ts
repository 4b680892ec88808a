import type { Manifest, RestoreResult } from '../../shared/contract/backups.ts'
import { bytes, count, duration } from '../../cli/render/values.ts'
import { expectThat } from './expect.ts'
import { versionOf } from './migration-steps.ts'
import { env, type TourStep } from './notes.ts'

const into = 'shop_restored'

export const backUp: TourStep = {
  title: 'Back up',
  async run(world, notes) {
    const check = await world.client.backups.check({ env })
    if (!check.ok) {
      notes.noClient = [check.message, check.help].filter(Boolean).join(' ')
      return [`Skipped: ${notes.noClient}`]
    }
    const backup = await world.finished<Manifest>(world.client.backups.create({ env, reason: 'Before release 2026.11' }))
    notes.backup = backup
    const rows = backup.tables.reduce((sum, table) => sum + table.rows, 0)
    expectThat(backup.migrationVersion === '11' && rows > 1000, 'the backup holds version 11 with its rows')
    return [`${backup.id}: ${count(backup.tables.length, 'table')}, ${count(rows, 'row')}, ${bytes(backup.bytes)} in ${duration(backup.ms)}, SHA-256 ${backup.sha256.slice(0, 12)}...`]
  },
}

export const restore: TourStep = {
  title: 'Restore',
  async run(world, { backup, noClient }) {
    if (!backup) return [`Skipped: ${noClient}`]
    const result = await world.finished<RestoreResult>(world.client.backups.restore({ backup: backup.id, into, confirm: env, reason: 'Look at the codes that version 15 dropped' }))
    expectThat(result.outcome === 'verified', `the restore is verified, not ${result.outcome}: ${JSON.stringify(result.differences)}`)
    return [`Into the new database ${into}, verified against the manifest: ${count(result.tables, 'table')}, ${count(result.rows, 'row')} in ${duration(result.ms)}. ${env} was not touched.`]
  },
}

export const verify: TourStep = {
  title: 'Verify',
  async run(world, { backup }) {
    const { client } = world
    const { diagnostics, pending } = await client.migrations.status({ env })
    expectThat(pending === 0 && diagnostics.every(({ severity }) => severity !== 'error'), 'nothing is pending and nothing is wrong')
    const found = [`${env} is at ${await versionOf(world, env)} with nothing pending.`]
    if (!backup) return found
    const { id: _id, hasPassword: _has, createdAt: _created, updatedAt: _updated, sample: _sample, ...settings } = await client.environments.get({ env })
    const password = await world.passwordOf(env)
    await client.environments.create({ ...settings, name: 'restored', class: 'development', connection: { ...settings.connection, database: into }, password })
    const version = await versionOf(world, 'restored')
    expectThat(version === '11', 'the restored database is at version 11')
    const [list] = (await client.backups.list({ env })).backups
    expectThat(list?.lastRestore?.outcome === 'verified', 'the list of backups says that it was restored and verified')
    return [...found, `${into} is at ${version}, as ${env} was when the backup was made; the list of backups says "verified".`]
  },
}
