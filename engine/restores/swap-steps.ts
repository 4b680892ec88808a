import { randomUUID } from 'node:crypto'
import { renameDatabaseSql } from '../backups/catalog.sql.ts'
import { inTransaction } from '../migrations/locked-session.ts'
import { readDatabases, type Desk } from './desk.ts'
import { markComment, type SwapMark } from './marks.ts'
import { allowConnectionsSql, dropDatabaseSql, setCommentSql, templateSql, type DatabaseRow } from './restores.sql.ts'
import { standingOf } from './standing.ts'

export interface SwapPlan {
  old: DatabaseRow
  ready: DatabaseRow
  aside: string
  until: string | null
  backup: string | null
  reason: string
  /** What the ready database has once it has the name. */
  now: SwapMark['new']
  /** The mark of a kept database that comes back; null: it was restored for this. */
  before: string | null
}

/** Writes down, here and on the server, what is about to be swapped; from now on another Strata sees it as well. A restored database gets a name that no tidying drops. */
export async function markSwap({ engine, environment, client, database }: Desk, plan: SwapPlan): Promise<SwapMark> {
  const id = randomUUID().slice(0, 8)
  const { old, ready, now, before } = plan
  const mark: SwapMark = {
    kind: 'replacing', id, database, at: new Date().toISOString(), by: `${engine.actor.user}@${engine.actor.host}`, reason: plan.reason, envId: environment.id, backup: plan.backup,
    oldOid: old.oid, newOid: ready.oid, aside: plan.aside, until: plan.until, old: { comment: old.comment, allowConnections: old.allowConnections }, new: now, before,
  }
  await engine.swaps.begin(environment.id, mark)
  const name = before === null ? `strata_replacing_${id}` : ready.name
  await inTransaction(client, async () => {
    if (name !== ready.name) await client.query(renameDatabaseSql(ready.name, name))
    await client.query(setCommentSql(name, markComment(mark)))
  })
  return mark
}

/** Nothing was swapped and nothing will be: people get in again, the restored database is dropped, a kept one stays kept. Gives what that leaves, in words. */
export async function giveUp(desk: Desk, mark: SwapMark): Promise<string> {
  const { client, engine } = desk
  const { old, ready } = standingOf(await readDatabases(desk), mark)
  if (old && old.allowConnections !== mark.old.allowConnections) await client.query(allowConnectionsSql(old.name, mark.old.allowConnections))
  if (ready && mark.before !== null) await client.query(setCommentSql(ready.name, mark.before))
  if (ready && mark.before === null) {
    if (ready.isTemplate) await client.query(templateSql(ready.name, false))
    await client.query(dropDatabaseSql(ready.name, true))
  }
  await engine.swaps.step(mark.id, 'went_back')
  const stays = old ? `${old.name} is as it was and takes connections.` : `Database ${mark.database} is not on the server.`
  return mark.before === null ? `${stays} The restored copy was dropped; the backup stays.` : `${stays} ${ready?.name ?? 'The other database'} stays kept.`
}
