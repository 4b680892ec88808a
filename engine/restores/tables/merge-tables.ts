import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { AppError } from '#shared/contract/app-error.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { MergeResult } from '#shared/contract/restored-tables.ts'
import type { Engine } from '../../engine.ts'
import { writeEvent } from '../../history/journal-event.ts'
import { connect } from '../../postgres/connect.ts'
import { isLoss, pgErrorInfo, toConnectionError } from '../../postgres/pg-error.ts'
import type { DeskJob } from '../desk.ts'
import { makeSafetyBackup } from '../safety-backup.ts'
import { findBeside, pairOf } from './beside.ts'
import type { BesideMark } from './beside-mark.ts'
import { byParents } from './by-parents.ts'
import {
  advanceSequenceSql, beginLoadSql, checkNowSql, deferSql, deleteExtraSql, insertMissingSql, lockWaitSql, overwriteSql, reachSql, triggerSql, type ColumnRow, type Pair, type ReachRow,
} from './tables.sql.ts'

export interface MergeOptions extends DeskJob {
  schema: string
  reason: string
  overwrite: boolean
  deleteExtra: boolean
  fireTriggers: boolean
  withoutSafetyBackup: boolean
  /** As schema.name; absent: all that the schema has. */
  tables?: readonly string[] | undefined
}

interface Merging {
  pair: Pair
  target: ColumnRow[]
  reach: ReachRow
}

/** Merges restored tables into those that are there, by primary key, all or nothing. Errors: those of `restores.mergeTables`. */
export async function mergeTables(engine: Engine, environment: Environment, options: MergeOptions): Promise<MergeResult> {
  const started = Date.now()
  const { schema, reason, log } = options
  const { backup } = await withClient(engine, environment, options, async (client) => {
    const mark = await findBeside(client, schema)
    chosenOf(mark, options)
    return mark
  })
  const safetyBackup = await makeSafetyBackup(engine, environment, `Before tables of ${backup} are merged`, options)
  return withClient(engine, environment, options, async (client) => {
    const tables = await inOneTransaction(client, environment, options)
    const result = { schema, tables, safetyBackup, ms: Date.now() - started }
    const description = `Merged ${tables.map(({ schema: of, name }) => `${of}.${name}`).join(', ')} of backup ${backup}: ${sum(tables, 'inserted')} rows inserted, ${sum(tables, 'updated')} changed, ${sum(tables, 'deleted')} deleted`
    await writeEvent(client, environment, { kind: 'restore', runId: randomUUID(), actor: engine.actor, reason, backupId: backup, version: null, description, ms: result.ms, problem: null }, log)
    return result
  })
}

function sum(tables: MergeResult['tables'], what: 'inserted' | 'updated' | 'deleted'): number {
  return tables.reduce((all, table) => all + table[what], 0)
}

/** Throws `not_found` for a table that the schema does not have. */
function chosenOf({ tables: placed }: BesideMark, { tables, schema }: MergeOptions): BesideMark['tables'] {
  const isOf = (text: string) => (one: BesideMark['tables'][number]) => `${one.schema}.${one.name}` === text
  const unknown = tables?.find((text) => !placed.some(isOf(text)))
  if (unknown !== undefined) throw new AppError('not_found', { what: 'table', name: unknown }, { state: 'Nothing was changed.', help: `Choose of the tables that ${schema} has.` })
  return tables ? placed.filter((one) => tables.some((text) => isOf(text)(one))) : placed
}

async function withClient<T>(engine: Engine, environment: Environment, { signal }: DeskJob, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = await connect(engine, environment, { purpose: 'merge', signal })
  const cancel = () => void client.end().catch(() => {})
  try {
    return await work(client)
  } catch (thrown) {
    throw mergeError(thrown, environment, signal.aborted)
  } finally {
    cancel()
  }
}

async function inOneTransaction(client: pg.Client, environment: Environment, options: MergeOptions): Promise<MergeResult['tables']> {
  for (const sql of [...beginLoadSql, lockWaitSql(environment.policies.lockTimeoutMs), deferSql]) await client.query(sql)
  const { schema, signal, progress } = options
  const mark = await findBeside(client, schema)
  const merging: Merging[] = []
  for (const { schema: of, name, as } of chosenOf(mark, options)) {
    const paired = await pairOf(client, { schema, name: as }, { schema: of, name })
    if ('problem' in paired) throw new AppError('bad_request', { problem: `${of}.${name} cannot be merged. ${paired.problem}` }, { state: 'Nothing was changed.' })
    const [reach] = (await client.query<ReachRow>(reachSql, [of, name])).rows
    merging.push({ pair: paired.pair, target: paired.target, reach: reach ?? { triggers: [], reached: [], parents: [] } })
  }
  const ordered = byParents(merging, ({ pair: { to } }) => `${to.schema}.${to.name}`, ({ reach }) => reach.parents)
  const counts = await withTriggers(client, ordered, options.fireTriggers, async () => {
    const deleted = new Map<Merging, number>()
    for (const one of options.deleteExtra ? ordered.toReversed() : []) deleted.set(one, await changed(client, deleteExtraSql(one.pair), signal))
    const done: MergeResult['tables'] = []
    for (const [index, one] of ordered.entries()) {
      const { schema: of, name } = one.pair.to
      progress({ label: `Merging ${of}.${name}`, done: index, total: ordered.length, unit: 'tables' })
      done.push({ schema: of, name, ...(await write(client, one, options)), deleted: deleted.get(one) ?? 0 })
    }
    await client.query(checkNowSql)
    return done
  })
  signal.throwIfAborted()
  await commit(client)
  return counts
}

async function write(client: pg.Client, { pair, target }: Merging, { overwrite, signal }: MergeOptions): Promise<{ inserted: number; updated: number }> {
  const updated = overwrite && pair.columns.some(({ writable }) => writable) ? await changed(client, overwriteSql(pair), signal) : 0
  const inserted = await changed(client, insertMissingSql(pair), signal)
  for (const { name, sequence } of target) if (sequence !== null) await client.query(advanceSequenceSql(sequence, pair.to, name))
  return { inserted, updated }
}

async function changed(client: pg.Client, sql: string, signal: AbortSignal): Promise<number> {
  signal.throwIfAborted()
  return (await client.query(sql)).rowCount ?? 0
}

/** Foreign keys are checked all the same; only triggers of people are silent. */
async function withTriggers<T>(client: pg.Client, merging: readonly Merging[], fire: boolean, work: () => Promise<T>): Promise<T> {
  const silenced = fire ? [] : merging.flatMap(({ pair: { to }, reach: { triggers } }) => triggers.map((trigger) => [to, trigger] as const))
  for (const [table, trigger] of silenced) await client.query(triggerSql(table, trigger, 'DISABLE'))
  const result = await work()
  for (const [table, trigger] of silenced) await client.query(triggerSql(table, trigger, 'ENABLE'))
  return result
}

async function commit(client: pg.Client): Promise<void> {
  try {
    await client.query('COMMIT')
  } catch (thrown) {
    throw isLoss(thrown) ? new AppError('outcome_unknown', { what: 'the tables were merged' }, { cause: thrown, help: 'When the server answers again, compare the tables once more: what is merged does not differ any more.' }) : thrown
  }
}

const state = 'Nothing was changed: all of it is done, or nothing.'

function mergeError(thrown: unknown, environment: Environment, cancelled: boolean): unknown {
  if (thrown instanceof AppError) return thrown
  if (cancelled) return new AppError('cancelled', {}, { state, cause: thrown })
  if (!(thrown instanceof pg.DatabaseError) || isLoss(thrown) || thrown.code === '42501') return toConnectionError(thrown, environment)
  const options = { pg: pgErrorInfo(thrown), state, cause: thrown }
  if (thrown.code === '55P03') return new AppError('lock_timeout', { timeout: `${environment.policies.lockTimeoutMs} ms`, attempts: 1 }, options)
  return new AppError('statement_failed', { file: thrown.table ?? 'merge', line: 1, problem: thrown.message }, { ...options, help: 'See the detail, restore the tables that these rows point to as well, or take the rows from beside by hand.' })
}
