import { expect, test } from 'vitest'
import type { KeepWay, Preview } from '#shared/contract/preview.ts'
import { studioWorld, type StudioWorld } from '../../support/studio-world.ts'

const shop = `
  CREATE TABLE customers (id int PRIMARY KEY, name text);
  CREATE TABLE orders (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, customer int REFERENCES customers ON DELETE CASCADE, total numeric(12,2) NOT NULL, note text);
  CREATE INDEX by_total ON orders (total);
  INSERT INTO customers VALUES (1, 'ann'), (2, NULL); INSERT INTO orders (customer, total, note) VALUES (1, 1.50, NULL), (2, 2, 'b'), (1, 3, 'c');
`

async function previewed(world: StudioWorld, drafts: { script: string; text: string; undo?: string | null }[]): Promise<Preview['migrations'][number]> {
  const { preview } = await world.done<{ preview: string }>(world.operations.preview.run({ env: 'shop', drafts, mode: 'shadow', base: 'schema', rows: 'sample', prove: true }, {}))
  const [migration] = (await world.operations.preview.show({ preview }, {})).migrations
  if (!migration) throw new Error('nothing was previewed')
  return migration
}

test.each<[KeepWay, string]>([
  ['archive', 'ALTER TABLE orders DROP COLUMN total;\nCREATE TABLE fresh (id int);\nCOMMENT ON TABLE orders IS \'less\';'],
  ['rename', 'ALTER TABLE orders DROP COLUMN total;\nCREATE TABLE fresh (id int);'],
  ['archive', 'CREATE TABLE fresh (id int);\nDELETE FROM customers WHERE id = 1;'],
  ['archive', 'DROP TABLE orders;'],
  ['rename', 'DROP TABLE orders;'],
])('a preview that said what is lost proves the undo after the choice of %s: %s', async (way, text) => {
  const world = studioWorld()
  const script = 'V1__change.sql'
  await world.environment('shop', shop, { files: { [script]: text } })
  const first = await previewed(world, [])
  expect(first.proof?.status).toMatch(/^(schema_only|failed)$/)
  const statement = first.destroys[0]?.statement ?? 0
  const kept = await world.operations.preview.keep({ env: 'shop', script, text, undo: null, statement, way }, {})
  const second = await previewed(world, [{ script, text: kept.text, undo: kept.undo }])
  expect(second.proof).toMatchObject({ status: 'proved', undo: 'file', loses: [], differences: [], problem: null })
  expect(second.destroys.map(({ chosen }) => chosen)).toEqual(first.destroys.map(() => way))
  expect(kept.undo).not.toContain('-- Loses: ')
})
