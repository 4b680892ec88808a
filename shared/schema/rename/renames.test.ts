import { expect, test } from 'vitest'
import { comment, head, toyKinds, toySnapshot, type Toy } from '../../../tests/support/toy-schema.ts'
import { diffSnapshots } from '../diff.ts'
import { factId, satelliteId, type Fact } from '../fact.ts'
import { Snapshot } from '../snapshot.ts'
import { applyRenames } from './apply-renames.ts'
import { findRenames } from './find-renames.ts'
import { rewriteNames } from './rewrite.ts'

const cells = (table: string, names: string) =>
  names.split('').map((name): Toy => ({ id: `column:s.${table}.${name}`, parent: `table:s.${table}`, data: { type: name } }))
const found = (before: readonly Toy[], after: readonly Toy[]) => {
  const [a, b] = [toySnapshot(before), toySnapshot(after)]
  return findRenames(a, b, diffSnapshots(a, b), toyKinds)
}

test('a table with most of the columns of one that is gone is offered as renamed, with the reason', () => {
  const candidates = found([{ id: 'table:s.t' }, ...cells('t', 'abcdefghij')], [{ id: 'table:s.u' }, ...cells('u', 'abcdefghix')])
  expect(candidates).toEqual([{ from: 'table:s.t', to: 'table:s.u', likeness: 0.9, reason: '9 of 10 columns are the same' }])
})

test('tables that are not alike are not offered, nor are parts of what is gone', () => {
  expect(found([{ id: 'table:s.t' }, ...cells('t', 'abc')], [{ id: 'table:s.u' }, ...cells('u', 'xyz')])).toEqual([])
})

test('each object is offered once, the likeliest pair first', () => {
  const columns = (name: string, type: string): Toy => ({ id: `column:s.t.${name}`, parent: 'table:s.t', data: { type } })
  const candidates = found([{ id: 'table:s.t' }, columns('a', 'text'), columns('b', 'int')], [{ id: 'table:s.t' }, columns('c', 'int'), columns('d', 'text')])
  expect(candidates.map(({ from, to }) => [from, to])).toEqual([
    ['column:s.t.a', 'column:s.t.d'],
    ['column:s.t.b', 'column:s.t.c'],
  ])
})

test.each([
  ["nextval('s.t'::regclass)", 'nextval(\'s."New"\'::regclass)'],
  ['FOREIGN KEY (a) REFERENCES s.t(c)', 'FOREIGN KEY (a) REFERENCES s."New"(c)'],
  ["SELECT 's.t' AS x -- s.t", "SELECT 's.t' AS x -- s.t"],
  ['SELECT x.t, s.t.c, "s"."t".d FROM S.T', 'SELECT x.t, s."New".c, s."New".d FROM s."New"'],
  ['AS $$ s.t $$', 'AS $$ s.t $$'],
])('a name is changed in %s where it is one', (before, after) => {
  expect(rewriteNames(before, (path) => (path[0] === 's' && path[1] === 't' ? ['s', 'New', ...path.slice(2)] : undefined))).toBe(after)
})

const fact = (kind: string, path: readonly string[], parent: string | null, data: Fact['data'] = {}): Fact => ({
  id: factId(kind, path),
  kind,
  path,
  parent,
  data,
})

test('a renamed table takes the ids and texts of all that stands on it along', () => {
  const build = (schema: string, name: string) => {
    const table = factId('table', [schema, name])
    const column = factId('column', [schema, name, 'a'])
    const facts = [
      fact('schema', [schema], null),
      fact('table', [schema, name], null),
      fact('column', [schema, name, 'a'], table),
      fact('index', [schema, 'i'], table, { columns: ['a'] }),
      { id: satelliteId('comment', column), kind: 'comment', path: [], parent: column, data: { text: 'a' } },
      { ...fact('function', ['o', 'f'], null, { returns: `SETOF ${schema}.${name}` }), id: factId('function', ['o', 'f'], `${schema}.${name}`) },
    ]
    return new Snapshot(head, facts, [
      { from: table, to: `schema:${schema}` },
      { from: facts[5]?.id ?? '', to: table },
      { from: factId('index', [schema, 'i']), to: column },
    ])
  }
  const [a, b] = [build('s', 't'), build('s', 'u')]
  expect(diffSnapshots(applyRenames(a, b, [{ from: 'table:s.t', to: 'table:s.u' }], toyKinds, 150000).snapshot, b)).toEqual([])
  const moved = build('z', 't')
  expect(diffSnapshots(applyRenames(a, moved, [{ from: 'schema:s', to: 'schema:z' }], toyKinds, 150000).snapshot, moved)).toEqual([])
})

test('a renamed column changes its name in the constraints of its table and in the keys that refer to it', () => {
  const build = (name: string) =>
    new Snapshot(
      head,
      [
        fact('table', ['s', 't'], null),
        fact('column', ['s', 't', name], 'table:s.t'),
        fact('constraint', ['s', 't', 'c'], 'table:s.t', { definition: `CHECK ((${name} > 0))`, columns: [name] }),
        fact('table', ['s', 'u'], null),
        fact('constraint', ['s', 'u', 'k'], 'table:s.u', { definition: `FOREIGN KEY (old) REFERENCES s.t(${name})` }),
      ],
      [{ from: factId('constraint', ['s', 'u', 'k']), to: factId('column', ['s', 't', name]) }],
    )
  const [a, b] = [build('old'), build('new')]
  const { snapshot, steps, newId } = applyRenames(a, b, [{ from: 'column:s.t.old', to: 'column:s.t.new' }], toyKinds, 150000)
  expect(diffSnapshots(snapshot, b)).toEqual([])
  expect(steps.flatMap(({ drafts }) => drafts.map(({ sql }) => sql))).toEqual(['rename column:s.t.old to column:s.t.new'])
  expect(newId('column:s.t.old')).toBe('column:s.t.new')
})

test('a rename to a name that exists, or of what is not there, is refused', () => {
  const a = toySnapshot([{ id: 'table:s.t' }, { id: 'table:s.u' }, comment('table:s.t', 'x')])
  expect(() => applyRenames(a, a, [{ from: 'table:s.t', to: 'table:s.u' }], toyKinds, 150000)).toThrow(/exists already/)
  expect(() => applyRenames(a, a, [{ from: 'table:s.x', to: 'table:s.u' }], toyKinds, 150000)).toThrow(/cannot be renamed/)
})
