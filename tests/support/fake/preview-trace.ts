import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import type { Destruction, EffectLine, TracedLock, TracedStatement } from '#shared/contract/preview.ts'

/** What the server of the fake does with a statement, told by its text. */
export interface FakeTrace {
  when: RegExp
  trace: Partial<TracedStatement>
  effect?: readonly Omit<EffectLine, 'statement'>[]
  destroys?: Omit<Destruction, 'statement' | 'line' | 'chosen'>
  findings?: readonly FakeFinding[]
}

export interface FakeFinding extends Pick<Diagnostic, 'code' | 'severity' | 'message' | 'rule'> {
  help: string
  basis: 'trace' | 'text'
  /** Instead of the statement; what follows it. */
  fix?: { title: string; text?: string; before?: string; newFile?: { description: string; text: string } }
}

const lock = (mode: TracedLock['mode'], relation: string, kind: TracedLock['kind'] = 'table'): TracedLock => ({ mode, relation, kind, isNew: false, how: 'measured' })
const everything: TracedStatement['blocks'] = ['reads', 'writes', 'locking_reads', 'schema_changes', 'vacuum']

const rewritten: FakeTrace = {
  when: /ALTER COLUMN total TYPE bigint/i,
  trace: {
    ms: 412, locks: [lock('ACCESS EXCLUSIVE', 'public.orders'), lock('ACCESS EXCLUSIVE', 'public.orders_pkey', 'index'), lock('ACCESS EXCLUSIVE', 'public.orders_placed_at', 'index')],
    rewrites: [{ relation: 'public.orders', kind: 'table' }], scans: [{ relation: 'public.orders', rows: 20_000 }], indexes: [{ name: 'public.orders_pkey', relation: 'public.orders', action: 'rebuilt' }, { name: 'public.orders_placed_at', relation: 'public.orders', action: 'rebuilt' }],
    walBytes: 6_600_000, blocks: everything, onTarget: { rows: 12_310_408, bytes: 2_870_000_000, walBytes: 4_100_000_000, seconds: { low: 34, high: 47 }, basis: '12.3 M rows of public.orders at the pace of the shadow, with its two indexes' },
  },
  effect: [{ sign: 'changed', tone: 'danger', code: 'column-type-rewrite', params: { column: 'orders.total', from: 'integer', to: 'bigint', table: 'public.orders', rows: 12_310_408, low: 34, high: 47, lock: 'ACCESS EXCLUSIVE' }, id: 'column:public.orders.total', text: 'Column orders.total becomes bigint: the table is rewritten, 12.3 million rows, about 40 s under ACCESS EXCLUSIVE.' }],
  findings: [
    {
      code: 'alter-type-rewrite', rule: 'S108', severity: 'error', basis: 'trace', message: 'Changing the type of orders.total writes the whole table anew. Reads and writes wait about 40 s.', help: 'Add a bigint column, fill it in batches and swap the names: the table stays open.',
      fix: { title: 'Add a bigint column and swap later', text: 'ALTER TABLE orders\n  ADD COLUMN total_new bigint', newFile: { description: 'swap order totals', text: 'ALTER TABLE orders DROP COLUMN total;\nALTER TABLE orders RENAME COLUMN total_new TO total;\n' } },
    },
    { code: 'lock-timeout-missing', rule: 'S402', severity: 'warning', basis: 'text', message: 'No lock_timeout is set before a statement that takes ACCESS EXCLUSIVE: everybody queues behind it while it waits.', help: 'Set it for the transaction, and try again when it runs out.', fix: { title: 'Set lock_timeout first', before: "SET LOCAL lock_timeout = '2s';\n\n" } },
  ],
}

const traces: readonly FakeTrace[] = [
  rewritten,
  {
    when: /ADD CONSTRAINT total_positive[\s\S]*NOT VALID/i,
    trace: { ms: 0.6, locks: [lock('ACCESS EXCLUSIVE', 'public.orders')], walBytes: 420, blocks: everything },
    effect: [{ sign: 'added', tone: 'plain', code: 'check-not-valid', params: { constraint: 'total_positive', table: 'public.orders' }, id: 'constraint:public.orders.total_positive', text: 'Check total_positive, not yet validated.' }],
  },
  {
    when: /^UPDATE orders SET total = 0/i,
    trace: {
      ms: 96, locks: [lock('ROW EXCLUSIVE', 'public.orders'), lock('ROW EXCLUSIVE', 'public.order_events', 'partitioned_table')], scans: [{ relation: 'public.orders', rows: 20_000 }],
      rows: [{ relation: 'public.orders', inserted: 0, updated: 8214, deleted: 0, by: 'statement' }, { relation: 'public.order_events', inserted: 8214, updated: 0, deleted: 0, by: 'effect' }],
      walBytes: 2_100_000, onTarget: { rows: 8214, bytes: 410_000, walBytes: 2_100_000, seconds: { low: 1.2, high: 3 }, basis: 'Share of NULL in public.orders.total by the statistics of the target' },
    },
    effect: [{ sign: 'data', tone: 'careful', code: 'rows-updated-by-trigger', params: { table: 'public.orders', rows: 8214, effects: 8214, other: 'public.order_events' }, id: 'table:public.orders', text: '8,214 rows of orders are updated, and 8,214 more rows written to order_events by a trigger.' }],
    destroys: { kind: 'update', relation: 'public.orders', columns: ['total'], rows: 8214, bytes: 410_000, ways: ['discard', 'archive'], problem: 'Rows of an update cannot be renamed aside.' },
    findings: [{ code: 'ddl-mixed-with-backfill', rule: 'S408', severity: 'warning', basis: 'trace', message: 'The lock on public.orders is held until this update has ended, about 2 s more.', help: 'Put the update into a file of its own, so that it runs after the lock is gone.', fix: { title: 'Move the update to a migration of its own', text: '', newFile: { description: 'fill order totals', text: 'UPDATE orders SET total = 0 WHERE total IS NULL;\n' } } }],
  },
  {
    when: /DROP COLUMN sku/i,
    trace: { ms: 0.9, locks: [lock('ACCESS EXCLUSIVE', 'public.products'), lock('ACCESS EXCLUSIVE', 'public.products_sku', 'index')], indexes: [{ name: 'public.products_sku', relation: 'public.products', action: 'dropped' }], walBytes: 780, blocks: everything },
    effect: [{ sign: 'removed', tone: 'danger', code: 'column-dropped', params: { column: 'products.sku', rows: 41_877 }, id: 'column:public.products.sku', text: 'Column products.sku is dropped with its 41,877 values.' }, { sign: 'removed', tone: 'careful', code: 'index-dropped-along', params: { index: 'products_sku', with: 'products.sku' }, id: 'index:public.products_sku', text: 'Index products_sku goes with it.' }],
    destroys: { kind: 'drop_column', relation: 'public.products', columns: ['sku'], rows: 41_877, bytes: 1_300_000, ways: ['discard', 'archive', 'rename'], problem: null },
    findings: [{ code: 'drop-column', rule: 'S202', severity: 'error', basis: 'trace', message: '41,877 values of public.products.sku are lost, and programs that still read it fail.', help: 'Archive the values, or rename the column aside and drop it in a later version.' }],
  },
  {
    when: /ADD COLUMN phone text/i,
    trace: { ms: 0.7, locks: [lock('ACCESS EXCLUSIVE', 'public.customers')], walBytes: 520, blocks: everything },
    effect: [{ sign: 'added', tone: 'plain', code: 'column-added', params: { column: 'customers.phone', type: 'text' }, id: 'column:public.customers.phone', text: 'Column customers.phone text is added; no row is touched.' }],
  },
  {
    when: /ADD COLUMN stock integer/i,
    trace: { ms: 0.9, locks: [lock('ACCESS EXCLUSIVE', 'public.products')], walBytes: 610, blocks: everything },
    effect: [{ sign: 'added', tone: 'plain', code: 'column-added', params: { column: 'products.stock', type: 'integer' }, id: 'column:public.products.stock', text: 'Column products.stock integer is added; no row is touched.' }],
  },
  {
    when: /PARTITION OF order_events/i,
    trace: { ms: 2.4, locks: [lock('ACCESS EXCLUSIVE', 'public.order_events', 'partitioned_table')], walBytes: 8_200, blocks: everything },
    effect: [{ sign: 'added', tone: 'careful', code: 'partition-added', params: { table: 'order_events_2027', parent: 'order_events' }, id: 'table:public.order_events_2027', text: 'Partition order_events_2027 of order_events.' }],
  },
  {
    when: /CREATE TABLE payment_methods/i,
    trace: { ms: 3.1, locks: [{ ...lock('ACCESS EXCLUSIVE', 'public.payment_methods'), isNew: true }], walBytes: 12_300 },
    effect: [{ sign: 'added', tone: 'plain', code: 'table-added', params: { table: 'payment_methods', columns: 2 }, id: 'table:public.payment_methods', text: 'Table payment_methods with 2 columns.' }],
  },
  { when: /^SET LOCAL/i, trace: { ms: 0.1 } },
  { when: /strata_archive/i, trace: { ms: 48, locks: [lock('ACCESS SHARE', 'public.orders')], scans: [{ relation: 'public.orders', rows: 20_000 }], rows: [{ relation: 'strata_archive.kept', inserted: 8214, updated: 0, deleted: 0, by: 'statement' }], walBytes: 640_000 }, effect: [{ sign: 'data', tone: 'plain', code: 'rows-archived', params: { rows: 8214, archive: 'strata_archive' }, id: null, text: '8,214 rows are copied to strata_archive first.' }] },
  { when: /CONCURRENTLY/i, trace: { outcome: 'skipped', ms: null, reason: 'CREATE INDEX CONCURRENTLY cannot run in a transaction.' } },
]

const quiet: Partial<TracedStatement> = { ms: 1.2 }

export function traceOf(text: string): FakeTrace {
  return traces.find(({ when }) => when.test(text)) ?? { when: /./, trace: quiet }
}
