import { describe, expect, test } from 'vitest'
import { paint } from './look.ts'
import { renderOutput } from './render-output.ts'

const look = { paint: paint(false), width: 100, timeZone: 'UTC' }
const server = { version: '15.18', major: 15, database: 'shop', user: 'app', latencyMs: 1, readOnly: false }
const applied = { rank: 1, checksum: 1, by: 'app', at: '2026-11-22T20:15:04.000Z', ms: 3, success: true }
const row = { kind: 'versioned', version: '1', description: 'create', script: 'V1__create.sql', state: 'applied', checksum: 1, applied, undoScript: 'U1__create.sql', bytes: 9 }

describe('What a person reads', () => {
  test('of a status: the server, the position and a line for each migration', async () => {
    const status = {
      env: 'shop', server, history: { table: 'public.flyway_schema_history', exists: true }, version: '1', pending: 1, diagnostics: [],
      migrations: [row, { ...row, version: '2', description: '加库存', state: 'pending', applied: null, undoScript: null }],
    }
    expect(await renderOutput('migrations.status', status, look)).toBe(`shop  PostgreSQL 15.18, database shop as app
public.flyway_schema_history is at version 1, 1 pending

State    Version  Description  Applied              By   Undo
applied  1        create       2026-11-22 20:15:04  app  yes
pending  2        加库存                                 no
`)
  })

  test('of a plan: the SQL, the backup and what will be asked for', async () => {
    const step = { action: 'apply', kind: 'versioned', version: '2', description: 'b', script: 'V2__b.sql', transactional: true, statements: [{}], sql: 'SELECT 1;\n' }
    const plan = { env: 'shop', direction: 'up', from: '1', to: '2', fingerprint: 'f00', steps: [step], backup: { planned: true, problem: 'No pg_dump.', help: 'Install it.' }, confirmation: { name: true, reason: true }, diagnostics: [] }
    expect(await renderOutput('migrations.plan', plan, look)).toBe(`Apply 1 migration on shop: version 1 -> version 2

V2__b.sql  1 statement, in one transaction
  SELECT 1;

Backup: cannot be made: No pg_dump. Install it.
Asks for --yes and --reason TEXT
Plan f00
`)
  })

  test('of a restore: never a bare success', async () => {
    const result = { backup: 'b1', database: 'copy', harmless: [{ message: 'role "x" does not exist', why: 'Owners are not restored.' }], tables: 2, rows: 10, ms: 1500 }
    expect(await renderOutput('backups.restore', { ...result, outcome: 'verified', differences: [] }, look)).toContain('Verified: copy is what backup b1 says: 2 tables, 10 rows in 1.5 s')
    const differs = await renderOutput('backups.restore', { ...result, outcome: 'differs', differences: [{ subject: 'public.orders', expected: '10 rows', found: '9 rows' }] }, look)
    expect(differs).toContain('public.orders  10 rows        9 rows')
    expect(differs).toContain('harmless: role "x" does not exist')
  })

  test('of a run with nothing to do: the version, also that of an undo', async () => {
    const run = { runId: 'r', direction: 'up', from: '5', to: '5', migrations: [], backup: null, ms: 3 }
    expect(await renderOutput('migrations.apply', run, look)).toBe('Nothing to do: version 5 is there already.\n')
  })

  test('of a doctor: the cure only where something is wrong', async () => {
    const steps = [{ step: 'reach', outcome: 'ok', message: 'Port 5432 answers.', help: 'unneeded', ms: 1 }, { step: 'authenticate', outcome: 'failed', message: 'Refused.', help: 'Check the password.', ms: 1 }]
    const text = await renderOutput('environments.test', { ok: false, steps }, look)
    expect(text).toContain('Next: Check the password.')
    expect(text).not.toContain('unneeded')
  })

  test('of empty lists: what to do first', async () => {
    expect(await renderOutput('environments.list', { environments: [] }, look)).toContain('strata env add')
    expect(await renderOutput('backups.list', { backups: [] }, look)).toContain('strata backup create')
  })
})
