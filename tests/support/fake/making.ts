import type { JobRunner } from '#engine/jobs/job-runner.ts'
import { AppError } from '#shared/contract/app-error.ts'
import type { Manifest } from '#shared/contract/backups.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { AllHandlers } from '#shared/contract/handlers.ts'
import { createData, iso, type FakeData } from './data.ts'
import { backup, type Pace } from './jobs.ts'

interface MakingWorld {
  data: FakeData
  jobs: JobRunner
  pace: Pace
  reach(key: string): Environment
}

const tool = { major: 16, version: '16.4', folder: '/usr/lib/postgresql/16/bin' }
const old = { major: 15, version: '15.18', folder: '/usr/lib/postgresql/15/bin' }

/** Backups that are made in memory; a server at localhost has no client that fits. */
export function fakeMaking({ data, jobs, pace, reach }: MakingWorld): Pick<AllHandlers['backups'], 'check' | 'contents' | 'create' | 'import' | 'export' | 'key' | 'revealKey' | 'importKey' | 'importKeyFile'> {
  const recipient = 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kudhh7ecqmxlaf7'
  return {
    ...fakeFiles({ data, jobs, pace, reach }),
    key: () => ({ recipient, others: [] }),
    revealKey: () => ({ key: 'AGE-SECRET-KEY-1EXAMPLE-OF-A-KEY-THAT-OPENS-NOTHING', recipient, warning: 'Whoever has this key can read every backup that is encrypted for it.' }),
    importKey: ({ key }) => {
      if (!key.includes('AGE-SECRET-KEY-1')) throw new AppError('bad_request', { problem: 'this is no key: it begins with AGE-SECRET-KEY-1 and stands in one line' }, { where: { field: 'key' } })
      return { recipient }
    },
    importKeyFile: () => ({ recipient }),
    check: ({ env, compression, onlyTables = [], target }) => {
      const fits = reach(env).connection.host !== 'localhost'
      const lz4 = compression?.startsWith('lz4') ?? false
      const base = {
        serverMajor: 16, client: fits ? tool : null, found: fits ? [tool] : [old], folder: '/var/lib/strata/backups', dataBytes: 2_100_000_000, freeBytes: 48_000_000_000,
        compressions: ['none' as const, 'gzip' as const, 'zstd' as const],
        readers: { ok: target === undefined || fits, message: target === undefined ? 'It can be read by pg_restore 16 and later, and restored on PostgreSQL 16 and later.' : `${target} is PostgreSQL 16 and can read it by pg_restore 16.` },
        notes: onlyTables.length > 0 ? ['Extensions are not in it: the target needs those that its tables use.'] : [],
      }
      if (!fits) return { ...base, ok: false, message: 'No pg_dump for PostgreSQL 16 was found here; the newest is 15.18.', help: 'sudo apt install postgresql-client-16' }
      if (lz4) return { ...base, ok: false, message: 'pg_dump 16.4 was built without lz4.', help: 'Choose gzip, or install a client that has it.' }
      return { ...base, ok: true, message: 'pg_dump 16.4 fits the server (16.4).' }
    },
    contents: ({ env }) => {
      reach(env)
      const tables = data.backups[0]?.tables ?? []
      return { schemas: ['public', 'reporting'], tables: tables.map(({ schema, name, bytes }) => ({ schema, name, bytes })) }
    },
    create: ({ env: key, reason, format, content, onlySchemas = [], onlyTables = [] }) => {
      const env = reach(key)
      const limited = content !== undefined || onlySchemas.length > 0 || onlyTables.length > 0
      const tables = onlyTables.map((name) => ({ schema: name.split('.')[0] ?? '', name: name.split('.')[1] ?? '' }))
      const made: Manifest = {
        ...createData(Date.now()).backups[1]!, id: `${env.name}-${Date.now()}`, env: env.name, envClass: env.class, createdAt: iso(Date.now()), reason, trigger: 'manual', by: 'lena@dev-7',
        ...(format && { format }), ...(limited && { scope: { content: content ?? 'all', schemas: onlySchemas, tables } }),
      }
      return jobs.start({ operation: 'backups.create', env: env.id, input: {} }, async (context) => {
        await backup(context, made, pace)
        data.backups.unshift(made)
        return made
      })
    },
  }
}

function fakeFiles({ data, jobs, pace, reach }: MakingWorld): Pick<AllHandlers['backups'], 'import' | 'export'> {
  return {
    import: ({ env: key, file, reason }) => {
      const env = reach(key)
      return jobs.start({ operation: 'backups.import', env: env.id, input: {} }, async (context) => {
        if (!/\.(dump|sql|sql\.gz|tar)$/.test(file)) throw new AppError('backup_unusable', { file, problem: 'line 3: it has the psql command \\!, which is not obeyed' })
        const made: Manifest = { ...createData(Date.now()).backups[1]!, id: `${env.name}-${Date.now()}`, env: env.name, envClass: env.class, reason, trigger: 'imported', createdAt: iso(Date.now()), by: 'lena@dev-7', migrationVersion: null }
        await backup(context, made, pace)
        data.backups.unshift(made)
        return made
      })
    },
    export: ({ backup: id, folder }) => {
      const made = data.backups.find((each) => each.id === id)
      if (!made) throw new AppError('not_found', { what: 'backup', name: id })
      return jobs.start({ operation: 'backups.export', env: made.env, input: {} }, async () => ({ backup: id, folder, files: [`${folder}/${id}.dump`, `${folder}/${id}.json`], bytes: made.bytes, sha256: made.sha256, encrypted: false }))
    },
  }
}
