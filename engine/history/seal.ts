import type pg from 'pg'
import type { Environment } from '#shared/contract/environments.ts'
import { chainHeadSql, hiddenRowsSql, sealLockSql, sealSql, unsealedSql } from './chain.sql.ts'
import { genesis, linkOf } from './chain.ts'
import { shortLocksSql } from './journal.sql.ts'

/** Rows that are sealed in one statement. */
const batch = 5_000

/**
 * Gives every committed row that has none its place in the chain; returns how many. Writers do it after they have committed, one
 * after another under a lock of their own, so that no migration waits for another. Not inside a transaction. Throws what pg throws,
 * such as for a user who may not, and then changes nothing: the next writer seals.
 */
export async function sealJournal(client: pg.Client, { schema }: Pick<Environment, 'schema'>): Promise<number> {
  // Only in this isolation does each statement see what was committed before the lock was had.
  await client.query('BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE')
  try {
    await client.query(shortLocksSql)
    const count = await sealLocked(client, schema)
    await client.query('COMMIT')
    return count
  } catch (thrown) {
    await client.query('ROLLBACK').catch(() => {})
    throw thrown
  }
}

async function sealLocked(client: pg.Client, schema: string): Promise<number> {
  await client.query(sealLockSql(schema))
  if ((await client.query<{ hidden: boolean }>(hiddenRowsSql(schema))).rows[0]?.hidden) return 0
  let [head] = (await client.query<{ seq: string; hash: string }>(chainHeadSql(schema))).rows
  let count = 0
  for (;;) {
    const { rows } = await client.query<{ id: string; digest: string }>(unsealedSql(schema), [batch])
    if (rows.length === 0) return count
    const links = linked(head, rows)
    const { rowCount } = await client.query(sealSql(schema), [rows.map(({ id }) => id), links.map(({ seq }) => seq), links.map(({ prev }) => prev), links.map(({ hash }) => hash)])
    if (rowCount !== rows.length) throw new Error(`${rows.length - (rowCount ?? 0)} rows of the journal could not be sealed`)
    head = links.at(-1)
    count += rows.length
    if (rows.length < batch) return count
  }
}

interface Link {
  seq: string
  prev: string
  hash: string
}

function linked(head: { seq: string; hash: string } | undefined, rows: readonly { digest: string }[]): Link[] {
  let before = head?.hash ?? genesis
  const first = BigInt(head?.seq ?? 0) + 1n
  return rows.map(({ digest }, index) => {
    const link = { seq: String(first + BigInt(index)), prev: before, hash: linkOf(before, digest) }
    before = link.hash
    return link
  })
}
