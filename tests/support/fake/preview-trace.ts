import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import type { Destruction, EffectLine, TracedLock, TracedStatement } from '#shared/contract/preview.ts'
import { effectText, type EffectCode } from '#shared/preview/words.ts'

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
function line(sign: EffectLine['sign'], tone: EffectLine['tone'], code: EffectCode, params: EffectLine['params'], id: string | null = null): Omit<EffectLine, 'statement'> {
  return { sign, tone, code, params, id, text: effectText(code, params) }
}

const everything: TracedStatement['blocks'] = ['reads', 'writes', 'locking_reads', 'schema_changes', 'vacuum']

const rewritten: FakeTrace = {
  when: /ALTER COLUMN total TYPE bigint/i,
  trace: {
    ms: 412, locks: [lock('ACCESS EXCLUSIVE', 'public.orders'), lock('ACCESS EXCLUSIVE', 'public.orders_pkey', 'index'), lock('ACCESS EXCLUSIVE', 'public.orders_placed_at', 'index')],
    rewrites: [{ relation: 'public.orders', kind: 'table' }], scans: [{ relation: 'public.orders', rows: 20_000 }], indexes: [{ name: 'public.orders_pkey', relation: 'public.orders', action: 'rebuilt' }, { name: 'public.orders_placed_at', relation: 'public.orders', action: 'rebuilt' }],
    walBytes: 6_600_000, blocks: everything, onTarget: { rows: 12_310_408, bytes: 2_870_000_000, walBytes: 4_100_000_000, seconds: { low: 34, high: 47 }, basis: '12.3 M rows of public.orders at the pace of the shadow, with its two indexes' },
  },
  effect: [
    line('changed', 'careful', 'column-type', { name: 'orders.total', from: 'integer', to: 'bigint' }, 'column:public.orders.total'),
    line('waits', 'danger', 'table-rewritten-rows', { table: 'orders', rows: 12_310_408, lowMs: 34_000, highMs: 47_000, mode: 'ACCESS EXCLUSIVE', blocks: everything.join(' ') }),
  ],
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
    effect: [line('added', 'plain', 'constraint-added-not-valid', { kind: 'check', name: 'total_positive', table: 'orders', definition: 'CHECK ((total >= 0))' }, 'constraint:public.orders.total_positive')],
  },
  {
    when: /^UPDATE orders SET total = 0/i,
    trace: {
      ms: 96, locks: [lock('ROW EXCLUSIVE', 'public.orders'), lock('ROW EXCLUSIVE', 'public.order_events', 'partitioned_table')], scans: [{ relation: 'public.orders', rows: 20_000 }],
      rows: [{ relation: 'public.orders', inserted: 0, updated: 8214, deleted: 0, by: 'statement' }, { relation: 'public.order_events', inserted: 8214, updated: 0, deleted: 0, by: 'effect' }],
      walBytes: 2_100_000, onTarget: { rows: 8214, bytes: 410_000, walBytes: 2_100_000, seconds: { low: 1.2, high: 3 }, basis: 'Share of NULL in public.orders.total by the statistics of the target' },
    },
    effect: [line('data', 'careful', 'rows-updated', { rows: 8214, table: 'orders' }), line('data', 'plain', 'rows-inserted-by-trigger', { rows: 8214, table: 'order_events', trigger: 'order_audit' })],
    destroys: { kind: 'update', relation: 'public.orders', columns: ['total'], rows: 8214, bytes: 410_000, ways: ['discard', 'archive'], problem: 'Rows of an update cannot be renamed aside.' },
    findings: [{ code: 'ddl-mixed-with-backfill', rule: 'S408', severity: 'warning', basis: 'trace', message: 'The lock on public.orders is held until this update has ended, about 2 s more.', help: 'Put the update into a file of its own, so that it runs after the lock is gone.', fix: { title: 'Move the update to a migration of its own', text: '', newFile: { description: 'fill order totals', text: 'UPDATE orders SET total = 0 WHERE total IS NULL;\n' } } }],
  },
  {
    when: /DROP COLUMN sku/i,
    trace: { ms: 0.9, locks: [lock('ACCESS EXCLUSIVE', 'public.products'), lock('ACCESS EXCLUSIVE', 'public.products_sku', 'index')], indexes: [{ name: 'public.products_sku', relation: 'public.products', action: 'dropped' }], walBytes: 780, blocks: everything },
    effect: [line('removed', 'danger', 'column-removed-rows', { name: 'products.sku', rows: 41_877 }, 'column:public.products.sku'), line('removed', 'careful', 'index-removed', { name: 'products_sku', table: 'products', definition: 'btree (sku)' }, 'index:public.products_sku')],
    destroys: { kind: 'drop_column', relation: 'public.products', columns: ['sku'], rows: 41_877, bytes: 1_300_000, ways: ['discard', 'archive', 'rename'], problem: null },
    findings: [{ code: 'drop-column', rule: 'S202', severity: 'error', basis: 'trace', message: '41,877 values of public.products.sku are lost, and programs that still read it fail.', help: 'Archive the values, or rename the column aside and drop it in a later version.' }],
  },
  {
    when: /ADD COLUMN phone text/i,
    trace: { ms: 0.7, locks: [lock('ACCESS EXCLUSIVE', 'public.customers')], walBytes: 520, blocks: everything },
    effect: [line('added', 'plain', 'column-added', { name: 'customers.phone', definition: 'text' }, 'column:public.customers.phone')],
  },
  {
    when: /ADD COLUMN stock integer/i,
    trace: { ms: 0.9, locks: [lock('ACCESS EXCLUSIVE', 'public.products')], walBytes: 610, blocks: everything },
    effect: [line('added', 'plain', 'column-added', { name: 'products.stock', definition: 'integer NOT NULL DEFAULT 0' }, 'column:public.products.stock')],
  },
  {
    when: /PARTITION OF order_events/i,
    trace: { ms: 2.4, locks: [lock('ACCESS EXCLUSIVE', 'public.order_events', 'partitioned_table')], walBytes: 8_200, blocks: everything },
    effect: [line('added', 'plain', 'table-added', { name: 'order_events_2027' }, 'table:public.order_events_2027'), line('waits', 'plain', 'lock-brief', { table: 'order_events', mode: 'ACCESS EXCLUSIVE', lowMs: 2.4, highMs: 2.4, blocks: everything.join(' ') })],
  },
  {
    when: /CREATE TABLE payment_methods/i,
    trace: { ms: 3.1, locks: [{ ...lock('ACCESS EXCLUSIVE', 'public.payment_methods'), isNew: true }], walBytes: 12_300 },
    effect: [line('added', 'plain', 'table-added', { name: 'payment_methods' }, 'table:public.payment_methods')],
  },
  { when: /^SET LOCAL/i, trace: { ms: 0.1 } },
  { when: /strata_archive/i, trace: { ms: 48, locks: [lock('ACCESS SHARE', 'public.orders')], scans: [{ relation: 'public.orders', rows: 20_000 }], rows: [{ relation: 'strata_archive.kept', inserted: 8214, updated: 0, deleted: 0, by: 'statement' }], walBytes: 640_000 }, effect: [line('data', 'plain', 'rows-inserted', { rows: 8214, table: 'strata_archive.kept' })] },
  { when: /CONCURRENTLY/i, trace: { outcome: 'skipped', ms: null, reason: 'CREATE INDEX CONCURRENTLY cannot run in a transaction.' } },
]

const quiet: Partial<TracedStatement> = { ms: 1.2 }

export function traceOf(text: string): FakeTrace {
  return traces.find(({ when }) => when.test(text)) ?? { when: /./, trace: quiet }
}
