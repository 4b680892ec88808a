import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { factId, type Fact } from '#shared/schema/fact.ts'
import { Snapshot } from '#shared/schema/snapshot.ts'
import { decodeSnapshot, encodeSnapshot, readSnapshotFile } from './codec.ts'

const table = (name: string): Fact => ({
  id: factId('table', ['public', name]),
  kind: 'table',
  path: ['public', name],
  parent: null,
  data: { storage: ['fillfactor=70'], nested: { a: [1, null, true] } },
  info: { rows: 5 },
})
const column = (parent: Fact, name: string): Fact => ({
  id: factId('column', [...parent.path, name]),
  kind: 'column',
  path: [...parent.path, name],
  parent: parent.id,
  data: { type: 'text' },
})

const orders = table('orders "😀".x')
const customers = table('customers')
// A part may be read before what it is a part of.
const facts = [column(orders, 'total'), orders, customers, column(customers, 'id')]
const head = {
  database: 'shop',
  serverVersion: '15.18',
  serverVersionNum: 150018,
  takenAt: '2026-01-01T00:00:00.000Z',
  schemas: null,
  gaps: [{ code: 'not-modelled', severity: 'warning' as const, message: 'x' }],
}
const snapshot = new Snapshot(head, facts, [
  { from: orders.id, to: customers.id },
  { from: facts[0]?.id ?? '', to: customers.id },
])

const lines = async () =>
  gunzipSync(await encodeSnapshot(snapshot))
    .toString()
    .trimEnd()
    .split('\n')
const decodeLines = (changed: readonly string[]) => decodeSnapshot(gzipSync(`${changed.join('\n')}\n`), { name: 'x' })

test('what was written is read back, fact for fact', async () => {
  const read = await decodeSnapshot(await encodeSnapshot(snapshot), { name: 'x' })
  expect(read.head).toEqual(head)
  expect([...read.facts.values()]).toEqual([...snapshot.facts.values()])
  expect(read.edges).toEqual(snapshot.edges)
})

test('a snapshot of nothing is one too', async () => {
  const read = await decodeSnapshot(await encodeSnapshot(new Snapshot(head, [], [])), { name: 'x' })
  expect(read.facts.size).toBe(0)
})

describe('what is no snapshot is refused in words', () => {
  test.each([
    ['no gzip', () => Promise.resolve(Buffer.from('hello')), 'it is no snapshot, or damaged'],
    ['gzip of something else', () => Promise.resolve(gzipSync('{"a": 1}\n')), 'it is no snapshot'],
    ['nothing', () => Promise.resolve(gzipSync('')), 'it is empty'],
    ['the first half', async () => (await encodeSnapshot(snapshot)).subarray(0, 100), 'it is cut off'],
    [
      'a newer format',
      async () => gzipSync(`${(await lines())[0]?.replace('"version":1', '"version":9')}\n`),
      'a newer Strata has written it (format 9; this one knows 1)',
    ],
  ])('%s', async (_, bytes, problem) => {
    await expect(decodeSnapshot(await bytes(), { name: 'my.gz' })).rejects.toMatchObject({
      code: 'snapshot_unreadable',
      message: `The snapshot my.gz cannot be read: ${problem}`,
    })
  })

  test('lines that are missing, doubled or of another shape', async () => {
    const whole = await lines()
    await expect(decodeLines(whole.slice(0, -1))).rejects.toThrow('it is cut off')
    await expect(decodeLines(whole.with(2, whole[1] ?? ''))).rejects.toThrow('stands in it twice')
    await expect(decodeLines(whole.with(1, '[0,"column:a.b",["a"],7,{}]'))).rejects.toThrow('is a part of something that is not in it')
    await expect(decodeLines(whole.with(1, '[0,"index:a.b",["a"],-1,{}]'))).rejects.toThrow('is of no kind')
    await expect(decodeLines(whole.with(1, '{"id": 1}'))).rejects.toThrow('object 1 is not as it should be')
    await expect(decodeLines(whole.with(whole.length - 1, '[0,99]'))).rejects.toThrow('names an object that is not in it')
  })

  test('a bomb, before it has filled the memory', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000, 32))
    expect(bomb.length).toBeLessThan(100_000)
    await expect(decodeSnapshot(bomb, { name: 'x', limit: 1_000_000 })).rejects.toThrow('larger than 1 MB')
  })

  test('a file that is not there, or a folder', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'strata-codec-'))
    await expect(readSnapshotFile(join(folder, 'none.gz'))).rejects.toThrow('there is no such file')
    await expect(readSnapshotFile(folder)).rejects.toThrow('it is a folder')
    writeFileSync(join(folder, 'one.strata-snapshot.gz'), await encodeSnapshot(snapshot))
    expect((await readSnapshotFile(join(folder, 'one.strata-snapshot.gz'))).facts.size).toBe(4)
    rmSync(folder, { recursive: true })
  })
})
