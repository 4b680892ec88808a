import { describe, expect, test } from 'vitest'
import type { TracedLock, TracedStatement } from '../../contract/preview.ts'
import { diffSnapshots } from '../../schema/diff.ts'
import type { Fact, Json } from '../../schema/fact.ts'
import { Snapshot } from '../../schema/snapshot.ts'
import { scaleStatement } from '../scale.ts'
import { traced } from '../testing/traced.ts'
import { effectLines } from './effect.ts'
import { heldLocks } from './wait-lines.ts'

const head = { database: 'shop', serverVersion: '15', serverVersionNum: 150_000, takenAt: '2026-01-01T00:00:00Z', schemas: null, gaps: [] }
const fact = (kind: string, path: string, parent: string | null = null, data: Record<string, Json> = {}): Fact => ({ id: `${kind}:${path}`, kind, path: path.split('.'), parent, data })
const about = (kind: string, parent: string, data: Record<string, Json> = {}): Fact => ({ id: `${kind}@${parent}`, kind, path: [], parent, data })
const snapshot = (...facts: Fact[]) => new Snapshot(head, facts, [])

const orders = fact('table', 'public.orders')
const total = (type: string, more: Record<string, Json> = {}) => fact('column', 'public.orders.total', orders.id, { type, ...more })
const basis = { sizes: new Map([['public.orders', { rows: 12_300_000, bytes: 1_200_000_000, totalBytes: 1_900_000_000 }]]), sampled: new Map([['public.orders', 1000]]) }
const lock = (mode: TracedLock['mode'], relation = 'public.orders'): TracedLock => ({ mode, relation, kind: 'table', isNew: false, how: 'measured' })

function told(before: Snapshot, after: Snapshot, statements: TracedStatement[] = [], change: { transactional?: boolean; renames?: { from: string; to: string }[] } = {}) {
  const scaled = statements.map((one) => ({ ...one, onTarget: scaleStatement(one, basis) }))
  return effectLines({ before, after, deltas: diffSnapshots(before, after), renames: [], statements: scaled, transactional: true, basis, schema: 'public', ...change })
}
const texts = (...args: Parameters<typeof told>) => told(...args).map(({ text }) => text)

describe('the schema', () => {
  test('a column that changes its type is told with both, and who waits while the table is written anew', () => {
    const rewrite = traced({ text: 'ALTER TABLE orders ALTER total TYPE bigint', rewrites: [{ relation: 'public.orders', kind: 'table' }], locks: [lock('ACCESS EXCLUSIVE')] })
    const lines = told(snapshot(orders, total('integer')), snapshot(orders, total('bigint')), [rewrite])
    expect(lines.map(({ text }) => text)).toEqual([
      'Column orders.total becomes bigint; it was integer.',
      'Table orders is written anew: 12.3 million rows, 7.6 to 48 s under ACCESS EXCLUSIVE; reads and writes wait.',
    ])
    expect(lines.map(({ tone, statement }) => [tone, statement])).toEqual([['careful', 1], ['danger', 1]])
  })

  test('a new table is one line, whatever it is made of', () => {
    const made = [orders, total('integer', { notNull: true }), about('default', 'column:public.orders.total', { expression: '0' }), fact('constraint', 'public.orders.pk', orders.id, { type: 'primary key' }), about('privilege', orders.id)]
    expect(texts(snapshot(), snapshot(...made))).toEqual(['Table orders is new.'])
  })

  test('a table that goes is danger, and says how much goes with it', () => {
    const [line] = told(snapshot(orders, total('integer')), snapshot())
    expect(line).toMatchObject({ sign: 'removed', tone: 'danger', text: 'Table orders is gone, with 12.3 million rows (1.9 GB).', id: 'table:public.orders' })
  })

  test('a new column says its type, NOT NULL and default in one line', () => {
    expect(texts(snapshot(orders), snapshot(orders, total('integer', { notNull: true }), about('default', 'column:public.orders.total', { expression: '0' })))).toEqual(['Column orders.total is new: integer NOT NULL DEFAULT 0.'])
  })

  test('a check that is not valid yet says so, and later that it is', () => {
    const check = (more: Record<string, Json>) => fact('constraint', 'public.orders.total_positive', orders.id, { type: 'check', definition: 'CHECK ((total > 0))', ...more })
    expect(texts(snapshot(orders), snapshot(orders, check({ notValid: true })))).toEqual(['Check total_positive on orders, not yet validated: CHECK ((total > 0)).'])
    expect(texts(snapshot(orders, check({ notValid: true })), snapshot(orders, check({})))).toEqual(['Check total_positive on orders is validated.'])
  })

  test('new values of an enum are told by themselves', () => {
    expect(texts(snapshot(fact('enum', 'public.state', null, { labels: ['a', 'b'] })), snapshot(fact('enum', 'public.state', null, { labels: ['a', 'c', 'b'] })))).toEqual(["Enum state gets 'c'."])
  })

  test('privileges, owners and comments are one line each', () => {
    const noise = ['a', 'b'].map((name): Fact => ({ ...about('privilege', orders.id), id: `privilege:${name}@${orders.id}` }))
    expect(texts(snapshot(orders), snapshot(orders, ...noise, about('comment', orders.id)))).toEqual(['Privileges change: 2.', 'Comments change: 1.'])
  })

  test('a rename is told as one, not as something gone and something new', () => {
    expect(texts(snapshot(orders), snapshot(orders), [], { renames: [{ from: 'table:public.old', to: 'table:public.orders' }] })[0]).toBe('Table old is now called orders.')
  })

  test('a migration without any effect says that nothing changes', () => {
    expect(texts(snapshot(orders), snapshot(orders))).toEqual(['Nothing changes, neither the schema nor rows.'])
  })
})

describe('rows', () => {
  const audit = fact('trigger', 'public.orders.order_audit', orders.id, { event: 'AFTER UPDATE' })
  const update = traced({ command: 'UPDATE', text: 'UPDATE orders SET total = 0', rows: [{ relation: 'public.orders', inserted: 0, updated: 10, deleted: 0, by: 'statement' }, { relation: 'public.order_events', inserted: 10, updated: 0, deleted: 0, by: 'effect' }] })

  test('rows of a trigger name it where it is the only one', () => {
    expect(texts(snapshot(orders, audit), snapshot(orders, audit), [update])).toEqual(['The schema stays as it is.', 'About 123,000 rows updated in orders.', 'About 123,000 rows inserted into order_events by trigger order_audit.'])
  })

  test('and name none where several may have done it', () => {
    const other = fact('trigger', 'public.orders.other', orders.id, { event: 'AFTER INSERT OR UPDATE' })
    expect(texts(snapshot(orders, audit, other), snapshot(orders, audit, other), [update])).toContain('About 123,000 rows inserted into order_events by a trigger, a cascade or a rule.')
  })
})

describe('waiting', () => {
  const brief = traced({ text: 'ALTER TABLE orders ADD c int', ms: 0.4, locks: [lock('ACCESS EXCLUSIVE')] })
  const scan = traced({ number: 2, command: 'UPDATE', text: 'UPDATE orders', ms: 3, scans: [{ relation: 'public.orders', rows: 1000 }], locks: [lock('ROW EXCLUSIVE')], rows: [{ relation: 'public.orders', inserted: 0, updated: 1000, deleted: 0, by: 'statement' }] })

  test('a lock for a moment is said as such', () => {
    expect(texts(snapshot(orders), snapshot(orders), [brief]).at(-1)).toBe('ACCESS EXCLUSIVE on orders for a moment, under 1 ms in the shadow; reads and writes wait.')
  })

  test('a lock that is taken before a long statement is held until the end of the transaction', () => {
    const lines = told(snapshot(orders), snapshot(orders), [brief, scan])
    expect(lines.find(({ code }) => code === 'lock-held')).toMatchObject({ tone: 'danger', statement: 1, params: { mode: 'ACCESS EXCLUSIVE', table: 'orders' } })
  })

  test('a scan under a lock that an earlier statement took says which it is', () => {
    const validate = traced({ number: 2, text: 'ALTER TABLE orders VALIDATE CONSTRAINT c', scans: [{ relation: 'public.orders', rows: 1000 }] })
    expect(texts(snapshot(orders), snapshot(orders), [brief, validate])).toContain('Table orders is read from end to end: 12.3 million rows, 600 ms to 9.6 s under ACCESS EXCLUSIVE; reads and writes wait.')
  })

  test('outside of a transaction it is given back with its statement', () => {
    const scaled = [brief, scan].map((one) => ({ ...one, onTarget: scaleStatement(one, basis) }))
    expect(heldLocks(scaled, true)[0]?.seconds?.high).toBeGreaterThan(100)
    expect(heldLocks(scaled, false)[0]?.seconds).toBeNull()
  })

  test('what was made by the batch keeps nobody waiting', () => {
    const own = traced({ locks: [{ ...lock('ACCESS EXCLUSIVE'), isNew: true }] })
    expect(heldLocks([own], true)).toEqual([])
  })
})

test('a statement that failed is told first, with what PostgreSQL said', () => {
  const failed = traced({ number: 2, line: 7, outcome: 'failed', reason: 'relation "nowhere" does not exist' })
  expect(told(snapshot(), snapshot(orders), [traced({}), failed])[0]).toMatchObject({ tone: 'danger', text: 'Statement 2 in line 7 fails: relation "nowhere" does not exist' })
})
