import { expect, test } from 'vitest'
import type { HistoryRow } from './history-row.ts'
import { parseMigrationName } from './names.ts'
import { pendingOf, resolveMigrations, undoPlan, type MigrationFile } from './resolve.ts'

const sum = (script: string) => script.length

function file(script: string, changes: Partial<MigrationFile> = {}): MigrationFile {
  const name = parseMigrationName(script)
  if (!name) throw new Error(`Not a migration: ${script}`)
  return { ...name, script, checksum: sum(script), bytes: 10, ...changes }
}

const files = (...scripts: string[]) => scripts.map((script) => file(script))

/** The row that applying a script writes. */
function row(rank: number, script: string, changes: Partial<HistoryRow> = {}): HistoryRow {
  const name = parseMigrationName(script)
  return {
    rank,
    version: name?.version ?? null,
    description: name?.description ?? script,
    type: 'SQL',
    script,
    checksum: sum(script),
    installedBy: 'ann',
    installedOn: '2026-01-01T00:00:00.000Z',
    executionMs: 5,
    success: true,
    ...changes,
  }
}

const undoRow = (rank: number, script: string, changes: Partial<HistoryRow> = {}) => row(rank, script, { type: 'UNDO_SQL', ...changes })
const baselineRow = (rank: number, version: string) => row(rank, '<< Flyway Baseline >>', { version, type: 'BASELINE', checksum: null })

function resolve(given: MigrationFile[], history: HistoryRow[] = [], outOfOrder = false) {
  const resolved = resolveMigrations(given, history, { outOfOrder })
  const states = resolved.rows.map(({ script, state }) => `${script} ${state}`)
  return {
    ...resolved,
    states,
    codes: resolved.diagnostics.map(({ code, severity }) => `${code} ${severity}`),
    runs: pendingOf(resolved.rows).map(({ script }) => script),
  }
}

test('without a history all is pending: versions ascending, then repeatables by description', () => {
  const { states, runs, current, diagnostics } = resolve(files('R__b.sql', 'V10__x.sql', 'V2__y.sql', 'R__a.sql', 'V1.2__z.sql', 'V1.10__w.sql'))
  const order = ['V1.2__z.sql', 'V1.10__w.sql', 'V2__y.sql', 'V10__x.sql', 'R__a.sql', 'R__b.sql']
  expect(states).toEqual(order.map((script) => `${script} pending`))
  expect(runs).toEqual(order)
  expect(current).toBeNull()
  expect(diagnostics).toEqual([])
})

test('an applied row tells who, when, how long and its undo file', () => {
  const { rows, current } = resolve(files('V1.0__a.sql', 'U1__a.sql'), [row(1, 'V1.0__a.sql')])
  expect(current).toBe('1.0')
  expect(rows).toEqual([
    {
      kind: 'versioned',
      version: '1.0',
      description: 'a',
      script: 'V1.0__a.sql',
      state: 'applied',
      checksum: 11,
      undoScript: 'U1__a.sql',
      bytes: 10,
      applied: { rank: 1, checksum: 11, by: 'ann', at: '2026-01-01T00:00:00.000Z', ms: 5, success: true },
    },
  ])
})

test('a version in the history matches its file however it is written', () => {
  expect(resolve(files('V01_0__a.sql'), [row(1, 'V01_0__a.sql', { version: '1' })]).states).toEqual(['V01_0__a.sql applied'])
})

test('a file changed after it was applied is found', () => {
  const { states, codes, runs } = resolve([file('V1__a.sql', { checksum: 99 })], [row(1, 'V1__a.sql')])
  expect([states, codes, runs]).toEqual([['V1__a.sql changed'], ['migration-changed error'], []])
})

test('a row without a checksum is never called changed', () => {
  expect(resolve(files('V1__a.sql'), [row(1, 'V1__a.sql', { checksum: null })]).states).toEqual(['V1__a.sql applied'])
})

test('a file renamed after it was applied is a warning', () => {
  expect(resolve([file('V1__new_words.sql', { checksum: 9 })], [row(1, 'V1__a.sql')]).codes).toEqual(['migration-renamed warning'])
  const long = `V1__${'x'.repeat(230)}.sql`
  expect(resolve(files(long), [row(1, long, { description: `${'x'.repeat(197)}...` })]).codes).toEqual([])
})

test('a missing file is an error, unless the database is ahead of all files', () => {
  const { states, codes } = resolve(files('V2__b.sql'), [row(1, 'V1__a.sql'), row(2, 'V2__b.sql'), row(3, 'V3__c.sql')])
  expect(states).toEqual(['V1__a.sql missing', 'V2__b.sql applied', 'V3__c.sql missing'])
  expect(codes).toEqual(['migration-missing error', 'migration-future warning'])
})

test('a repeatable migration whose file is gone is missing', () => {
  expect(resolve(files('V1__a.sql'), [row(1, 'R__v.sql')]).codes).toEqual(['migration-missing error'])
})

test('an empty folder is pointed out', () => {
  expect(resolve([]).codes).toEqual(['no-migrations warning'])
  expect(resolve([], [row(1, 'V1__a.sql')]).diagnostics[0]?.message).toContain('at version 1')
})

test('migrations of other types than SQL need no file', () => {
  expect(resolve(files('V2__b.sql'), [row(1, 'com.example.V1__A', { version: '1', type: 'JDBC' }), row(2, 'V2__b.sql')])).toMatchObject({
    states: ['com.example.V1__A applied', 'V2__b.sql applied'],
    codes: [],
  })
})

test('a failed row blocks its migration until repair', () => {
  const { states, codes, runs, current } = resolve(files('V1__a.sql', 'V2__b.sql'), [row(1, 'V1__a.sql'), row(2, 'V2__b.sql', { success: false })])
  expect(states).toEqual(['V1__a.sql applied', 'V2__b.sql failed'])
  expect([codes, runs, current]).toEqual([['migration-failed error'], [], '1'])
})

test('a late version is ignored with an error, or runs where out of order is allowed', () => {
  const history = [row(1, 'V1__a.sql'), row(2, 'V3__c.sql')]
  const strict = resolve(files('V1__a.sql', 'V2__b.sql', 'V3__c.sql'), history)
  expect(strict.states).toEqual(['V1__a.sql applied', 'V2__b.sql ignored', 'V3__c.sql applied'])
  expect([strict.codes, strict.runs]).toEqual([['migration-ignored error'], []])
  const free = resolve(files('V1__a.sql', 'V2__b.sql', 'V3__c.sql'), history, true)
  expect([free.codes, free.runs]).toEqual([[], ['V2__b.sql']])
})

test('a version applied after a higher one is out of order', () => {
  const { states, current } = resolve(files('V1__a.sql', 'V2__b.sql', 'V3__c.sql'), [row(1, 'V1__a.sql'), row(2, 'V3__c.sql'), row(3, 'V2__b.sql')])
  expect(states).toEqual(['V1__a.sql applied', 'V2__b.sql out_of_order', 'V3__c.sql applied'])
  expect(current).toBe('3')
})

test('up to the baseline nothing runs', () => {
  const { rows, states, runs, current, codes } = resolve(files('V1__a.sql', 'V2__b.sql', 'V3__c.sql'), [baselineRow(1, '2')])
  expect(states).toEqual(['V1__a.sql below_baseline', 'V2__b.sql below_baseline', '<< Flyway Baseline >> baseline', 'V3__c.sql pending'])
  expect([runs, current, codes]).toEqual([['V3__c.sql'], '2', []])
  expect(rows[2]).toMatchObject({ kind: 'baseline', version: '2', checksum: null, undoScript: null })
})

test('a database without history begins with the highest baseline file', () => {
  const given = files('V1__a.sql', 'B1__x.sql', 'V2__b.sql', 'B2__y.sql', 'V3__c.sql')
  const fresh = resolve(given)
  expect(fresh.states).toEqual(['V1__a.sql below_baseline', 'B1__x.sql superseded', 'V2__b.sql below_baseline', 'B2__y.sql pending', 'V3__c.sql pending'])
  expect(fresh.runs).toEqual(['B2__y.sql', 'V3__c.sql'])
  const begun = resolve(given, [row(1, 'B2__y.sql', { type: 'SQL_BASELINE' })])
  expect(begun.states).toEqual(['V1__a.sql below_baseline', 'B1__x.sql superseded', 'V2__b.sql below_baseline', 'B2__y.sql baseline', 'V3__c.sql pending'])
  const grown = resolve(given, [row(1, 'V1__a.sql')])
  expect(grown.runs).toEqual(['V2__b.sql', 'V3__c.sql'])
})

test('the mark that Flyway made the schema is no migration', () => {
  const mark = row(0, '"public"', { type: 'SCHEMA', description: '<< Flyway Schema Creation >>', checksum: null })
  expect(resolve(files('V1__a.sql'), [mark, row(1, 'V1__a.sql')]).states).toEqual(['V1__a.sql applied'])
})

test('an undone version is shown as undone and runs again', () => {
  const history = [row(1, 'V1__a.sql'), row(2, 'V2__b.sql'), undoRow(3, 'U2__b.sql')]
  const undone = resolve(files('V1__a.sql', 'V2__b.sql', 'U2__b.sql'), history)
  expect([undone.states, undone.runs, undone.current]).toEqual([['V1__a.sql applied', 'V2__b.sql undone'], ['V2__b.sql'], '1'])
  expect(undone.rows[1]?.applied?.rank).toBe(2)
  const again = resolve(files('V1__a.sql', 'V2__b.sql'), [...history, row(4, 'V2__b.sql')])
  expect([again.states[1], again.runs, again.current]).toEqual(['V2__b.sql applied', [], '2'])
})

test('an undone version without a file stays as a trace and does not run', () => {
  const { states, runs, codes } = resolve(files('V1__a.sql'), [row(1, 'V1__a.sql'), row(2, 'V2__b.sql'), undoRow(3, 'U2__b.sql')])
  expect([states[1], runs, codes]).toEqual(['V2__b.sql undone', [], []])
})

test('a changed file of an undone version is no fault', () => {
  expect(resolve([file('V1__a.sql', { checksum: 99 })], [row(1, 'V1__a.sql'), undoRow(2, 'U1__a.sql')])).toMatchObject({
    states: ['V1__a.sql undone'],
    codes: [],
  })
})

test('an undo that failed is a failure of its version', () => {
  expect(resolve(files('V1__a.sql'), [row(1, 'V1__a.sql'), undoRow(2, 'U1__a.sql', { success: false })]).states).toEqual(['V1__a.sql failed'])
})

test('a version undone in the middle waits for permission to run out of order', () => {
  const history = [row(1, 'V1__a.sql'), row(2, 'V2__b.sql'), undoRow(3, 'U1__a.sql')]
  expect(resolve(files('V1__a.sql', 'V2__b.sql'), history).states[0]).toBe('V1__a.sql ignored')
  expect(resolve(files('V1__a.sql', 'V2__b.sql'), history, true).runs).toEqual(['V1__a.sql'])
})

test('a row marked deleted makes its version as if it had never been applied', () => {
  const history = [
    row(1, 'V1__a.sql'),
    row(2, 'V2__b.sql'),
    row(3, 'V2__b.sql', { type: 'DELETE' }),
    row(4, 'R__v.sql'),
    row(5, 'R__v.sql', { type: 'DELETE' }),
  ]
  expect(resolve(files('V1__a.sql'), history)).toMatchObject({ states: ['V1__a.sql applied'], current: '1', codes: [] })
  expect(resolve(files('V1__a.sql', 'V2__b.sql', 'R__v.sql'), history).runs).toEqual(['V2__b.sql', 'R__v.sql'])
})

test('a repeatable runs again when its text changed; only its latest row counts', () => {
  const history = [row(1, 'R__v.sql', { checksum: 1 }), row(2, 'R__v.sql'), row(3, 'R__w.sql', { checksum: 1 }), row(4, 'R__x.sql', { success: false })]
  const { states, runs, rows } = resolve(files('R__v.sql', 'R__w.sql', 'R__x.sql'), history)
  expect(states).toEqual(['R__v.sql applied', 'R__w.sql outdated', 'R__x.sql failed'])
  expect(runs).toEqual(['R__w.sql'])
  expect(rows[0]?.applied?.rank).toBe(2)
})

test('two files that stand for one migration are an error that names both', () => {
  const { diagnostics } = resolve(files('V1__a.sql', 'V1.0__b.sql', 'a/R__v.sql', 'b/R__v.sql', 'U1__a.sql', 'U01__a.sql'))
  expect(diagnostics.map(({ code }) => code)).toEqual(['duplicate-version', 'duplicate-repeatable', 'duplicate-version'])
  expect(diagnostics[0]).toMatchObject({ severity: 'error', params: { files: 'V1.0__b.sql, V1__a.sql' } })
  expect(diagnostics[2]?.message).toContain('undo of version')
})

test('an undo file needs a version, and a version must fit into the history', () => {
  expect(resolve(files('V1__a.sql', 'U2__b.sql')).codes).toEqual(['undo-without-version warning'])
  expect(resolve(files('U2__b.sql', 'V1__a.sql'), [row(1, 'V2__b.sql'), row(2, 'V1__a.sql')]).codes).not.toContain('undo-without-version warning')
  expect(resolve(files(`V${'1'.repeat(51)}__a.sql`)).codes).toEqual(['version-too-long error'])
})

test('a history row with nonsense for a version is reported and passed over', () => {
  expect(resolve(files('V1__a.sql'), [row(1, 'x', { version: 'one' })])).toMatchObject({
    states: ['V1__a.sql pending'],
    codes: ['history-row-unreadable warning'],
  })
})

test('every finding says what to do', () => {
  const history = [row(1, 'V1__a.sql'), row(2, 'V5__e.sql', { success: false }), row(3, 'V9__gone.sql'), row(4, 'V3__gone.sql')]
  const { diagnostics } = resolve([file('V1__a.sql', { checksum: 5 }), ...files('V2__b.sql', 'V5__e.sql', 'U7__x.sql')], history)
  expect(diagnostics.length).toBeGreaterThan(4)
  for (const { message, help } of diagnostics) expect(`${message} ${help}`).not.toMatch(/undefined|null|NaN/)
  for (const { help } of diagnostics) expect(help).toMatch(/\w+\.$/)
})

test('what runs may be limited to a version; repeatables run all the same', () => {
  const { rows } = resolve(files('V1__a.sql', 'V2__b.sql', 'V10__c.sql', 'R__v.sql'))
  expect(pendingOf(rows, '2.0').map(({ script }) => script)).toEqual(['V1__a.sql', 'V2__b.sql', 'R__v.sql'])
})

test('undo goes back in the reverse order of application', () => {
  const given = files('V1__a.sql', 'V2__b.sql', 'V3__c.sql', 'V4__d.sql', 'R__v.sql')
  const { rows } = resolve(given, [row(1, 'V1__a.sql'), row(2, 'V3__c.sql'), row(3, 'V2__b.sql'), row(4, 'R__v.sql')])
  const undone = (to?: string) => undoPlan(rows, to).map(({ version }) => version)
  expect(undone()).toEqual(['2'])
  expect(undone('1')).toEqual(['2', '3'])
  expect(undone('2')).toEqual(['3'])
  expect(undone('0')).toEqual(['2', '3', '1'])
  expect(undone('3')).toEqual([])
})

test('a baseline is never undone, an undone version not twice', () => {
  const { rows } = resolve(files('V1__a.sql', 'V2__b.sql', 'V3__c.sql'), [
    baselineRow(1, '1'),
    row(2, 'V2__b.sql'),
    row(3, 'V3__c.sql'),
    undoRow(4, 'U3__c.sql'),
  ])
  expect(undoPlan(rows, '0').map(({ version }) => version)).toEqual(['2'])
})
