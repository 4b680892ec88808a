import { expect, test } from 'vitest'
import { callsOfChance } from './chance.ts'

const calls = (text: string) => callsOfChance({ text })

test('What a statement calls while it runs and that gives other values each time is named', async () => {
  expect(await calls("INSERT INTO t SELECT now(), pg_catalog.random(), nextval('s'), CURRENT_TIMESTAMP(3), current_date")).toEqual(['current_date', 'current_timestamp', 'nextval', 'now', 'random'])
  expect(await calls('ALTER TABLE t ADD COLUMN a uuid DEFAULT gen_random_uuid()')).toEqual(['gen_random_uuid'])
  expect(await calls('UPDATE t SET a = LOCALTIME')).toEqual(['localtime'])
  expect(await calls('DO $$ BEGIN UPDATE t SET a = clock_timestamp(); END $$')).toEqual(['clock_timestamp'])
})

test('What is only said for later, named or written in a text is not', async () => {
  expect(await calls('CREATE TABLE t (at timestamptz DEFAULT now())')).toEqual([])
  expect(await calls('ALTER TABLE t ALTER at SET DEFAULT now()')).toEqual([])
  expect(await calls("INSERT INTO now (random) VALUES ('nextval')")).toEqual([])
  expect(await calls('INSERT INTO t VALUES (now(')).toEqual([])
})
