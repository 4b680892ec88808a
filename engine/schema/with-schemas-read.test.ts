import { expect, test } from 'vitest'
import { factId, satelliteId, type Fact } from '#shared/schema/fact.ts'
import { Snapshot } from '#shared/schema/snapshot.ts'
import { onlySchemas, withSchemasRead } from './with-schemas-read.ts'

const head = { database: 'd', serverVersion: '15', serverVersionNum: 150000, takenAt: '2026-01-01T00:00:00.000Z', schemas: null, gaps: [] }
const table = (schema: string, name: string): Fact => ({ id: factId('table', [schema, name]), kind: 'table', path: [schema, name], parent: null, data: {} })
const comment = (parent: Fact): Fact => ({ id: satelliteId('comment', parent.id), kind: 'comment', path: [], parent: parent.id, data: { text: 'x' } })
const schema = (name: string): Fact => ({ id: factId('schema', [name]), kind: 'schema', path: [name], parent: null, data: {} })
const extension: Fact = { id: 'extension:citext', kind: 'extension', path: ['citext'], parent: null, data: {} }
const [a, gone, b] = [table('one', 'a'), table('one', 'gone'), table('two', 'b')]
const before = new Snapshot(head, [schema('one'), schema('two'), extension, a, gone, comment(gone), b], [{ from: a.id, to: b.id }, { from: gone.id, to: a.id }, { from: b.id, to: gone.id }])

test('a schema that is read anew takes the place of what was known of it; all else stays', () => {
  const added = table('one', 'added')
  const read = new Snapshot({ ...head, schemas: ['one'], takenAt: '2026-02-02T00:00:00.000Z' }, [schema('one'), a, added, comment(added)], [{ from: added.id, to: a.id }])
  const now = withSchemasRead(before, read, ['one'])
  expect([...now.facts.keys()].toSorted()).toEqual(['comment@table:one.added', 'extension:citext', 'schema:one', 'schema:two', 'table:one.a', 'table:one.added', 'table:two.b'])
  expect(now.edges).toEqual([{ from: a.id, to: b.id }, { from: added.id, to: a.id }])
  expect(now.head).toMatchObject({ schemas: null, takenAt: '2026-02-02T00:00:00.000Z' })
})

test('only some schemas are what lies in them, and nothing that lies in none', () => {
  const some = onlySchemas(before, ['one'])
  expect([...some.facts.keys()].toSorted()).toEqual(['comment@table:one.gone', 'schema:one', 'table:one.a', 'table:one.gone'])
  expect(some.edges).toEqual([{ from: gone.id, to: a.id }])
})
