import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { toySnapshot, type Toy } from '../../tests/support/toy-schema.ts'
import { diffSnapshots } from './diff.ts'
import { fingerprint } from './fingerprint.ts'

const hash = (text: string) => createHash('sha256').update(text).digest('hex')
const toys: Toy[] = [
  { id: 'table:s.t' },
  { id: 'column:s.t.c', parent: 'table:s.t', data: { type: 'text', options: { b: [1, 2], a: null } } },
  { id: 'view:s.v' },
]

test('a snapshot does not differ from itself, in whatever order its facts and their members were read', () => {
  const other = toysOf({ options: { a: null, b: [1, 2] }, type: 'text' }).toReversed()
  expect(diffSnapshots(toySnapshot(toys), toySnapshot(other))).toEqual([])
  expect(fingerprint(toySnapshot(toys), hash)).toBe(fingerprint(toySnapshot(other), hash))
})

test('added, removed and changed facts are found, with the attributes that differ', () => {
  const b = toySnapshot([...toysOf({ type: 'text', options: { b: [2, 1], a: null }, notNull: true }).slice(0, 2), { id: 'view:s.w' }])
  expect(diffSnapshots(toySnapshot(toys), b).map(({ id, change, attributes }) => [id, change, attributes])).toEqual([
    [
      'column:s.t.c',
      'changed',
      [
        { name: 'notNull', before: undefined, after: true },
        { name: 'options', before: { b: [1, 2], a: null }, after: { b: [2, 1], a: null } },
      ],
    ],
    ['view:s.v', 'removed', []],
    ['view:s.w', 'added', []],
  ])
  expect(fingerprint(b, hash)).not.toBe(fingerprint(toySnapshot(toys), hash))
})

test('the same name under another parent is a change', () => {
  const [a, b] = ['table:s.t', 'table:s.u'].map((parent) => toySnapshot([{ id: 'index:s.i', parent }]))
  expect(a && b && diffSnapshots(a, b)[0]?.attributes).toEqual([{ name: '(parent)', before: 'table:s.t', after: 'table:s.u' }])
})

function toysOf(data: NonNullable<Toy['data']>): Toy[] {
  return toys.map((toy) => (toy.id === 'column:s.t.c' ? { ...toy, data } : toy))
}
