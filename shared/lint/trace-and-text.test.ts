import { expect, test } from 'vitest'
import type { TracedStatement } from '../contract/preview.ts'
import type { Fact } from '../schema/fact.ts'
import { Snapshot } from '../schema/snapshot.ts'
import { lintContext, lintTexts } from '../../tests/support/lint.ts'
import { lintBatchWithWaivers } from './lint-batch.ts'
import { lintFile } from './lint-file.ts'
import { locking } from './rules/locking.ts'

const ran: TracedStatement = { number: 1, line: 1, endLine: 1, command: '', text: '', outcome: 'ran', reason: null, ms: 1, locks: [], rewrites: [], scans: [], rows: [], indexes: [], walBytes: null, notices: [], onTarget: null, blocks: [] }
const table = { relation: 'public.t', kind: 'table' as const }
const exclusive = { mode: 'ACCESS EXCLUSIVE' as const, ...table, isNew: false, how: 'measured' as const }

/** Ids of the rules on what waits, with what each rests on. */
async function traced(text: string, trace: Partial<TracedStatement>): Promise<string[]> {
  const file = await lintFile('V1__a.sql', text, [{ ...ran, ...trace }])
  return lintBatchWithWaivers([file], lintContext(), locking).findings.filter(({ rule }) => rule?.startsWith('S1')).map(({ rule, basis }) => `${rule} ${basis}`)
}

const silent = 'the trace says no'
const speaks = 'the trace says yes'
const rewrite = { rewrites: [table], locks: [exclusive] }
const scan = { scans: [{ relation: 'public.t', rows: 5 }], locks: [exclusive] }

test.each<[string, string, Partial<TracedStatement>, string[]]>([
  [silent, 'ALTER TABLE t ALTER c TYPE bigint', {}, []],
  [speaks, 'ALTER TABLE t ALTER c TYPE text', rewrite, ['S108 trace']],
  [silent, 'ALTER TABLE t ADD c uuid DEFAULT gen_random_uuid()', {}, []],
  [speaks, 'ALTER TABLE t ADD c int DEFAULT app.next_number()', rewrite, ['S104 trace']],
  [speaks, 'ALTER TABLE t ADD c app.email', rewrite, ['S107 trace']],
  [silent, 'ALTER TABLE t ALTER c SET NOT NULL', { locks: [exclusive] }, []],
  [speaks, 'ALTER TABLE t ALTER c SET NOT NULL', scan, ['S110 trace']],
  [silent, 'ALTER TABLE t ALTER c TYPE timestamptz', {}, []],
  [silent, 'ALTER TABLE t SET LOGGED', {}, []],
  [speaks, 'ALTER TABLE t ADD PRIMARY KEY USING INDEX i', scan, ['S115 trace']],
])('%s: %s', async (_what, text, trace, expected) => {
  expect(await traced(text, trace)).toEqual(expected)
})

test('a statement that failed where it was traced is judged by its text', async () => {
  expect(await traced('ALTER TABLE t ALTER c TYPE bigint', { outcome: 'failed' })).toEqual(['S108 text'])
})

test('what dynamic SQL did is told by the trace, and nothing if it did nothing', async () => {
  const text = "DO $$ BEGIN EXECUTE 'ALTER TABLE ' || name; END $$"
  const messages = async (trace: Partial<TracedStatement>) => {
    const file = await lintFile('V1__a.sql', text, [{ ...ran, ...trace }])
    return lintBatchWithWaivers([file], lintContext(), locking).findings.filter(({ rule }) => rule === 'S410').map(({ message }) => message)
  }
  expect(await messages({})).toEqual([])
  expect(await messages(rewrite)).toEqual(['The block runs SQL that its text does not show; where it was traced it takes ACCESS EXCLUSIVE on public.t, writes public.t anew.'])
})

test('a block in another language cannot be told, nor one that cannot be read', async () => {
  for (const text of ['DO LANGUAGE plpython3u $$ x $$', 'DO $$ BEGIN FOR undeclared IN SELECT 1 LOOP END LOOP; END $$']) {
    const { findings } = await lintTexts([text], { rules: locking })
    expect(findings).toMatchObject([{ rule: 'S410', where: { line: 1, column: 1 } }])
  }
})

async function byText(text: string, facts: readonly Fact[] = []): Promise<string[]> {
  const head = { database: 'd', serverVersion: '15', serverVersionNum: 150_000, takenAt: '', schemas: null, gaps: [] }
  const { findings } = await lintTexts([text], { rules: locking, ...(facts.length > 0 && { before: new Snapshot(head, facts, []) }) })
  return findings.filter(({ rule }) => rule?.startsWith('S1')).map(({ rule, severity }) => `${rule} ${severity}`)
}

const column = (type: string, data = {}): Fact => ({ id: 'column:public.t.c', kind: 'column', path: ['public', 't', 'c'], parent: 'table:public.t', data: { type, ...data } })
const check: Fact = { id: 'constraint:public.t.set', kind: 'constraint', path: ['public', 't', 'set'], parent: 'table:public.t', data: { type: 'check', definition: 'CHECK ((c IS NOT NULL))' } }
const user = (volatility: string | undefined): Fact => ({ id: 'function:public.f()', kind: 'function', path: ['public', 'f'], parent: null, data: volatility ? { volatility } : {} })

test.each<[string, string, Fact[], string[]]>([
  ['now() needs no rewrite', 'ALTER TABLE t ADD c timestamptz DEFAULT now(), ADD d date DEFAULT CURRENT_DATE', [], []],
  ['a volatile function deep inside an expression', "ALTER TABLE t ADD c text DEFAULT 'x' || (random() * 5)::text", [], ['S104 error']],
  ['a function of the schema that says nothing is volatile', 'ALTER TABLE t ADD c int DEFAULT f()', [user(undefined)], ['S104 error']],
  ['a function of the schema that is stable', 'ALTER TABLE t ADD c int DEFAULT f()', [user('STABLE')], []],
  ['a longer varchar is free', 'ALTER TABLE t ALTER c TYPE varchar(40)', [column('character varying(20)')], []],
  ['a shorter one is not', 'ALTER TABLE t ALTER c TYPE varchar(10)', [column('character varying(20)')], ['S108 error']],
  ['a cast of the column to the same type is no computation', 'ALTER TABLE t ALTER c TYPE text USING c::text', [column('character varying(20)')], []],
  ['USING that computes is', 'ALTER TABLE t ALTER c TYPE text USING lower(c)', [column('character varying(20)')], ['S108 error']],
  ['a type that is not known', 'ALTER TABLE t ALTER c TYPE bigint', [], ['S108 warning']],
  ['a column that is NOT NULL already', 'ALTER TABLE t ALTER c SET NOT NULL', [column('text', { notNull: true })], []],
  ['a check that says so', 'ALTER TABLE t ALTER c SET NOT NULL', [column('text'), check], []],
  ['a check that is not valid', 'ALTER TABLE t ALTER c SET NOT NULL', [column('text'), { ...check, data: { ...check.data, notValid: true } }], ['S110 warning']],
  ['a foreign key of a new column that is NULL', 'ALTER TABLE t ADD c bigint REFERENCES p', [], []],
  ['a foreign key of a new column with a default', 'ALTER TABLE t ADD c bigint DEFAULT 1 REFERENCES p', [], ['S112 warning']],
  ['a table that refers to itself', 'CREATE TABLE t (id int PRIMARY KEY, up int REFERENCES t)', [], []],
  ['VACUUM FULL off', 'VACUUM (FULL off) t', [], []],
  ['an index on a new temporary table', 'CREATE TEMP TABLE t (a int); CREATE INDEX ON pg_temp.t (a)', [], []],
])('%s: %s', async (_what, text, facts, expected) => {
  expect(await byText(text, facts)).toEqual(expected)
})
