import { expect, test } from 'vitest'
import { createDatabase } from '../support/database.ts'

test('the throw-away server is PostgreSQL 15 and gives each test a database of its own', async () => {
  const database = await createDatabase()
  try {
    const [row] = await database.query<{ name: string; major: number }>("SELECT current_database() AS name, current_setting('server_version_num')::int / 10000 AS major")
    expect(row).toEqual({ name: database.name, major: 15 })
  } finally {
    await database.drop()
  }
})
