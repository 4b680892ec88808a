import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import type { PlannedAction } from '../contract/compare.ts'
import { comment, toyKinds, toySnapshot } from '../../tests/support/toy-schema.ts'
import { ddlOf } from './ddl-of.ts'
import { planText, splitForMigration } from './plan-text.ts'
import { toPlan } from './to-plan.ts'

const action = (number: number, transaction: number, more: Partial<PlannedAction> = {}): PlannedAction => ({
  number,
  sql: `S${number}`,
  subject: 'table:s.t',
  verb: 'alter',
  creates: [],
  destroys: [],
  locks: [],
  rewrites: [],
  scans: [],
  loses: null,
  transaction,
  transactional: true,
  why: 'w',
  ...more,
})
const hash = (text: string) => createHash('sha256').update(text).digest('hex')

test('a script opens a transaction for each group and leaves the settings as they were', () => {
  const text = planText([action(1, 1, { loses: 'Rows\nof t.' }), action(2, 2, { transactional: false }), action(3, 3)])
  expect(text).toBe(`BEGIN;
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = '';
-- Loses data: Rows of t.
S1;
COMMIT;

SET check_function_bodies = off;
SET search_path = '';
-- Runs outside of a transaction: w
S2;
RESET check_function_bodies;
RESET search_path;

BEGIN;
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = '';
S3;
COMMIT;
`)
  expect(planText([])).toBe('')
})

test('migrations hold one transaction each, or one statement that runs in none', () => {
  const files = splitForMigration([action(1, 1), action(2, 1), action(3, 2, { transactional: false })])
  expect(files.map(({ sql, transactional }) => [transactional, sql])).toEqual([
    [true, 'SET LOCAL check_function_bodies = off;\n\nS1;\nS2;\n'],
    [false, '-- Runs outside of a transaction: w\nS3;\n'],
  ])
})

test('the fingerprint of a plan depends on both schemas and on its statements', () => {
  const of = (from: string, sql: string) => toPlan({ actions: [action(1, 1, { sql })], hazards: [] }, from, 'b', hash).fingerprint
  expect(new Set([of('a', 'S'), of('x', 'S'), of('a', 'T')]).size).toBe(3)
  expect(of('a', 'S')).toBe(of('a', 'S'))
})

test('the DDL of an object holds its parts, and with dependencies all that it needs', () => {
  const snapshot = toySnapshot([
    { id: 'schema:s' },
    { id: 'table:s.t', uses: ['schema:s'] },
    { id: 'column:s.t.c', parent: 'table:s.t' },
    comment('column:s.t.c', 'C'),
    { id: 'view:s.v', uses: ['column:s.t.c', 'schema:s'] },
    comment('view:s.v', 'V'),
    { id: 'view:s.other' },
  ])
  expect(ddlOf(snapshot, ['view:s.v', 'view:s.gone'], toyKinds)).toEqual({ sql: 'create view:s.v;\ncreate comment@view:s.v;\n', objects: 1 })
  const all = ddlOf(snapshot, ['view:s.v'], toyKinds, { dependencies: true })
  expect(all.objects).toBe(3)
  expect(all.sql.split('\n').filter((line) => line.startsWith('create'))).toEqual([
    'create schema:s;',
    'create table:s.t;',
    'create comment@column:s.t.c;',
    'create view:s.v;',
    'create comment@view:s.v;',
  ])
  expect(ddlOf(snapshot, [], toyKinds).objects).toBe(4)
})
