import { expect, test } from 'vitest'
import type { Preview, PreviewedMigration, TracedStatement } from '../contract/preview.ts'
import { previewMarkdown } from './markdown.ts'

const statement = (values: Partial<TracedStatement>): TracedStatement => ({
  number: 1, line: 1, endLine: 2, command: 'ALTER TABLE', text: 'ALTER TABLE orders ...', outcome: 'ran', reason: null, ms: 4, locks: [], rewrites: [], scans: [], rows: [], indexes: [], walBytes: 0, notices: [], onTarget: null, blocks: [], ...values,
})
const rewrite = statement({
  locks: [{ mode: 'ACCESS EXCLUSIVE', relation: 'public.orders', kind: 'table', isNew: false, how: 'measured' }], rewrites: [{ relation: 'public.orders', kind: 'table' }], blocks: ['reads', 'writes'],
  onTarget: { rows: 12_310_408, bytes: 1, walBytes: 1, seconds: { low: 34, high: 46 }, basis: '' },
})
const migration = (values: Partial<PreviewedMigration>): PreviewedMigration => ({
  script: 'V16__order_totals.sql', kind: 'versioned', version: '16', description: 'order totals', checksum: 1, transactional: true, reason: null, outcome: 'ran', error: null, ms: 4, statements: [rewrite],
  effect: [{ sign: 'changed', tone: 'danger', code: 'x', params: {}, text: 'Column orders.total becomes bigint.', id: null, statement: 1 }], differences: [], destroys: [],
  undo: { source: 'file', script: 'U16__order_totals.sql', sql: '', problem: null }, proof: null, ...values,
})
const preview = (values: Partial<Preview>): Preview => ({
  id: 'p', env: 'staging', mode: 'shadow', base: 'schema', rows: 'sample', place: { title: '', serverVersion: '16.4', sameMajor: true, warm: true }, at: '2026-11-23T01:00:00.000Z', ms: 1, stages: [], from: '', notes: [],
  migrations: [migration({})], effect: [], differences: [], findings: [], verdict: 'dangerous', seconds: { low: 34, high: 46 }, ...values,
})

test('a migration is told by verdict, effect and a table of its statements', () => {
  expect(previewMarkdown(preview({}), { script: 'V16__order_totals.sql' })).toBe(String.raw`# V16\_\_order\_totals.sql

Verdict: **dangerous** · about 40 s on staging

- **!** Column orders.total becomes bigint.

| # | Line | Statement | Strongest lock | What it does | On the target |
| --: | --: | --- | --- | --- | --- |
| 1 | 1 | ALTER TABLE | ACCESS EXCLUSIVE on orders | rewrites orders, 12.3 M rows | about 40 s |

## Undo

Not proved · written by hand (U16\_\_order\_totals.sql)

_Previewed on a shadow of staging (PostgreSQL 16.4, sample rows), 2026-11-23T01:00:00.000Z._
`)
})

test('a proof that loses data says what, and findings name rule and line', () => {
  const proof = { status: 'schema_only' as const, script: 'V16__order_totals.sql', version: '16', undo: 'file' as const, undoScript: null, at: '', serverVersion: '16.4', checksum: 1, undoChecksum: 1, fingerprint: '', compared: { tables: 31, rows: 5, emptyTables: 0 }, loses: ['8,214 values of public.orders.total'], differences: [], weak: [], problem: null, error: null, stale: false, ms: 1 }
  const text = previewMarkdown(preview({ migrations: [migration({ proof })], findings: [{ code: 'alter-type-rewrite', rule: 'S108', severity: 'error', message: 'The table is rewritten.', where: { file: 'V16__order_totals.sql', line: 1 } }] }))
  expect(text).toContain('- error S108 `alter-type-rewrite` line 1: The table is rewritten.')
  expect(text).toContain('Schema only: the schema comes back, data does not')
  expect(text).toContain('- loses 8,214 values of public.orders.total')
})

test('a batch begins with its own verdict, and findings without a file stand at its end', () => {
  const text = previewMarkdown(preview({ findings: [{ code: 'batch-too-large', severity: 'warning', message: 'Many.' }] }))
  expect(text.startsWith('# Preview of 1 migration for staging\n\nVerdict: **dangerous** · about 40 s on staging\n')).toBe(true)
  expect(text).toContain('## Findings on the batch\n\n- warning `batch-too-large` Many.')
})

test('what was not run, or fails, is said; a bar in a name does not break the table', () => {
  const failed = migration({ outcome: 'failed', effect: [], statements: [statement({ outcome: 'failed', reason: 'column "a|b" does not exist' }), statement({ number: 2, line: 4, outcome: 'not_run' })] })
  const text = previewMarkdown(preview({ migrations: [failed, migration({ script: 'V17__x.sql', outcome: 'not_run', statements: [], effect: [] })], verdict: 'failed', seconds: null }))
  expect(text).toContain(String.raw`fails: column "a\|b" does not exist`)
  expect(text).toContain('| 2 | 4 | ALTER TABLE |  | not run |  |')
  expect(text).toContain('It was not run: a migration before it fails.')
})
