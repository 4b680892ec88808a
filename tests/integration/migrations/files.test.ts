import { readFileSync, writeFileSync, chmodSync, statSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { studioWorld } from '../../support/studio-world.ts'

const create = 'CREATE TABLE orders (id int);\n'

async function shop(files: Record<string, string> = { 'V1__orders.sql': create }) {
  const world = studioWorld()
  return { ...world, ...(await world.environment('shop', '', { files })) }
}

test('a new migration gets the next version, and its undo beside it', async () => {
  const { operations, folder } = await shop({ 'V007__orders.sql': create })
  expect(await operations.migrations.propose({ env: 'shop', description: 'order totals' }, {})).toMatchObject({ version: '008', script: 'V008__order_totals.sql', undoScript: 'U008__order_totals.sql' })
  const made = await operations.migrations.create({ env: 'shop', description: 'order totals', repeatable: false, text: 'SELECT 1;\n', undo: 'SELECT 2;\n' }, {})
  expect(made).toEqual({ files: ['V008__order_totals.sql', 'U008__order_totals.sql'], version: '008' })
  expect(readFileSync(join(folder, 'U008__order_totals.sql'), 'utf8')).toBe('SELECT 2;\n')
})

test('a version that a file has is refused, and nothing is written', async () => {
  const { operations, folder } = await shop()
  const again = operations.migrations.create({ env: 'shop', description: 'other', version: '1.0', repeatable: false, text: '', undo: null }, {})
  await expect(again).rejects.toMatchObject({ code: 'already_exists' })
  expect(readdirSync(folder)).toEqual(['V1__orders.sql'])
})

test('saving keeps line endings, byte order mark and the rights of the file', async () => {
  const { operations, folder } = await shop()
  const path = join(folder, 'V2__more.sql')
  writeFileSync(path, '\uFEFFSELECT 1;\r\nSELECT 2;\r\n')
  chmodSync(path, 0o640)
  await operations.migrations.save({ env: 'shop', script: 'V2__more.sql', text: 'SELECT 1;\nSELECT 3;\n', opened: 'SELECT 1;\nSELECT 2;\n', force: false }, {})
  expect(readFileSync(path, 'utf8')).toBe('\uFEFFSELECT 1;\r\nSELECT 3;\r\n')
  expect(statSync(path).mode & 0o777).toBe(0o640)
  expect(readdirSync(folder)).toEqual(['V1__orders.sql', 'V2__more.sql'])
})

test('a file that somebody else has changed is not overwritten unless that is wanted', async () => {
  const { operations, folder } = await shop()
  const path = join(folder, 'V1__orders.sql')
  writeFileSync(path, `${create}-- by another hand\n`)
  const request = { env: 'shop', script: 'V1__orders.sql', text: 'SELECT 1;\n', opened: create }
  await expect(operations.migrations.save({ ...request, force: false }, {})).rejects.toMatchObject({ code: 'file_changed' })
  expect(readFileSync(path, 'utf8')).toContain('another hand')
  await operations.migrations.save({ ...request, force: true }, {})
  expect(readFileSync(path, 'utf8')).toBe('SELECT 1;\n')
})

test('an applied migration is not changed unless that is wanted; its undo may be', async () => {
  const { operations, done } = await shop({ 'V1__orders.sql': create, 'U1__orders.sql': 'DROP TABLE orders;\n' })
  await done(operations.migrations.apply({ env: 'shop' }, {}))
  await expect(operations.migrations.save({ env: 'shop', script: 'V1__orders.sql', text: 'SELECT 1;\n', opened: create, force: false }, {})).rejects.toMatchObject({ code: 'already_applied' })
  const undo = { env: 'shop', script: 'U1__orders.sql', text: 'DROP TABLE public.orders;\n', opened: 'DROP TABLE orders;\n', force: false }
  expect(await operations.migrations.save(undo, {})).toMatchObject({ script: 'U1__orders.sql', bytes: 26 })
})

test.each(['../V9__out.sql', '/etc/passwd', 'notes.txt', 'V1__a/../../V9__out.sql'])('%s is no place to write to', async (script) => {
  const { operations, folder } = await shop()
  const refused = operations.migrations.save({ env: 'shop', script, text: 'x', opened: null, force: true }, {})
  await expect(refused).rejects.toMatchObject({ code: script === 'notes.txt' ? 'bad_request' : 'not_found' })
  expect(readdirSync(folder)).toEqual(['V1__orders.sql'])
})
