import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findClientTools, fittingClient, programName } from '#engine/backups/client-tools.ts'
import { createDatabase, type TestDatabase } from '../../support/database.ts'

const folder = join(import.meta.dirname, '../../../migrations-sample')
const files = readdirSync(folder)
const client = fittingClient(await findClientTools(), 15)?.client

function versioned(version: number): string {
  return files.find((name) => name.startsWith(`V${version}__`)) ?? `V${version}`
}

function undoOf(version: number): string | undefined {
  return files.find((name) => name === versioned(version).replace('V', 'U'))
}

function run(database: TestDatabase, file: string): Promise<unknown> {
  return database.query(readFileSync(join(folder, file), 'utf8'))
}

/** The schema as text; the random key of \restrict lines is left out. */
function schemaOf(database: TestDatabase): string {
  const dump = execFileSync(join(client?.folder ?? '', programName('pg_dump')), ['--schema-only', '--dbname', database.url], { encoding: 'utf8' })
  return dump.replace(/^\\(un)?restrict .*$/gm, '')
}

async function fresh<T>(work: (database: TestDatabase) => Promise<T>): Promise<T> {
  const database = await createDatabase('shop')
  try {
    return await work(database)
  } finally {
    await database.drop()
  }
}

describe('The sample', () => {
  it('has versions 1 to 16 without a gap, and undo files that belong to one of them', () => {
    const versions = files.filter((name) => name.startsWith('V')).map((name) => Number(/^V(\d+)__/.exec(name)?.[1]))
    expect(versions.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 16 }, (_, index) => index + 1))
    expect(files.filter((name) => name.startsWith('U') && !files.includes(name.replace('U', 'V')))).toEqual([])
  })

  it.skipIf(!client)('comes back to the same schema when each version is undone, and again when it is applied once more', async () => {
    await fresh(async (database) => {
      for (let version = 1; version <= 16; version += 1) {
        const before = schemaOf(database)
        await run(database, versioned(version))
        const undo = undoOf(version)
        if (!undo) continue
        const after = schemaOf(database)
        await run(database, undo)
        expect(schemaOf(database), undo).toBe(before)
        await run(database, versioned(version))
        expect(schemaOf(database), versioned(version)).toBe(after)
      }
    })
  })

  it('fills the shop with the same rows every time, and has a draft that fails in its third statement', async () => {
    await fresh(async (database) => {
      for (let version = 1; version <= 16; version += 1) await run(database, versioned(version))
      await run(database, 'R__product_availability.sql')
      const [counts] = await database.query(rowCounts)
      expect(counts).toEqual({ customers: 240, orders: 420, items: 840, products: 60, paid: '68764.52', chinese: 10 })
      await expect(run(database, 'broken/V17__loyalty_points.sql.draft')).rejects.toThrow('column c.name does not exist')
    })
  })
})

const rowCounts = `
  SELECT (SELECT count(*)::int FROM customers) AS customers, (SELECT count(*)::int FROM orders) AS orders,
         (SELECT count(*)::int FROM order_items) AS items, (SELECT count(*)::int FROM product_availability) AS products,
         (SELECT sum(amount) FROM payments) AS paid, (SELECT count(*)::int FROM customers WHERE full_name = '欧阳修') AS chinese`
