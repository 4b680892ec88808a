import { describeBlocker, type Blocker } from './side-session.ts'
import { concurrentIndexName } from '#shared/sql/transaction.ts'
import { AppError } from '#shared/contract/app-error.ts'
import { qualified } from '#shared/sql/quote.ts'
import { readInvalidIndexes, type InvalidIndex } from './invalid-indexes.ts'
import { lockWaits, type LockWait } from '../../observe.ts'
import { dropIndexSql } from './run.sql.ts'
import { pause } from './pause.ts'
import { place, type PreparedScript } from './prepare-script.ts'
import { runInTransaction, type OnStatement } from './run-transaction.ts'
import { runOutside, type RecordOf } from './run-outside.ts'
import { prepareSession, type RunSession } from './run-session.ts'
import { ScriptFailure } from './script-failure.ts'
import { Watch, type WatchOptions } from './watch.ts'

/** How the attempts at one script ended in failure. */
export interface Defeat {
  failure: ScriptFailure
  attempts: number
  blockers: Blocker[]
  /** Invalid indexes that it left behind. */
  leftovers: InvalidIndex[]
}

const mostAttempts = 5
const firstPauseMs = 250

/** Runs one script, again after a lock timeout as long as nothing was done yet. Gives undefined when it is done. */
export async function runScript(session: RunSession, script: PreparedScript, record: RecordOf, onStatement: OnStatement, options: WatchOptions): Promise<Defeat | undefined> {
  const watch = new Watch(session, options)
  if (!session.prepared) await prepareSession(session)
  const known = script.outside === undefined ? [] : await readInvalidIndexes(session.client)
  await refuseInvalid(script, known)
  let defeat: Defeat | undefined
  for (let attempts = 1; ; attempts += 1) {
    if (await dropLeftovers(session, defeat?.leftovers ?? [])) {
      const failure = await runOnce(session, script, record, onStatement, watch)
      if (!failure) return undefined
      defeat = { failure, attempts, blockers: watch.blockers, leftovers: await newInvalidIndexes(session, script, failure, known) }
    }
    if (!defeat) return undefined
    defeat = { ...defeat, attempts, blockers: watch.blockers }
    if (!waitedInVain(defeat.failure, script)) return defeat
    if (attempts >= mostAttempts || options.signal.aborted) return { ...defeat, leftovers: (await dropLeftovers(session, defeat.leftovers)) ? [] : defeat.leftovers }
    await pauseBefore(attempts + 1, watch.blockers, options)
  }
}

async function runOnce(session: RunSession, script: PreparedScript, record: RecordOf, onStatement: OnStatement, watch: Watch): Promise<ScriptFailure | undefined> {
  try {
    await watch.during(() => (script.outside === undefined ? runInTransaction(session, script, record(null), onStatement) : runOutside(session, script, record, onStatement)))
    return undefined
  } catch (error) {
    if (!(error instanceof ScriptFailure)) throw error
    if (!session.prepared || !statementsForgotten(error)) return error
    session.prepared = false
    return runOnce(session, script, record, onStatement, watch)
  }
}

/** A script may DEALLOCATE or DISCARD what the session had prepared. Nothing was done then: outside a transaction the record is sent as text. */
function statementsForgotten({ sqlstate, phase }: ScriptFailure): boolean {
  return sqlstate === '26000' && phase !== 'statement'
}

/** Only where nothing was done: in a transaction that is rolled back, or at the first statement of a script that runs outside one. */
function waitedInVain({ sqlstate, statement }: ScriptFailure, script: PreparedScript): boolean {
  return sqlstate === '55P03' && statement !== undefined && (script.outside === undefined || statement.number === 1)
}

async function pauseBefore(attempt: number, blockers: readonly Blocker[], { signal, log }: WatchOptions): Promise<void> {
  lockWaits.publish({ lock: 'relation' } satisfies LockWait)
  const ms = Math.round(firstPauseMs * 2 ** (attempt - 2) * (0.75 + Math.random() / 2))
  const who = blockers.length > 0 ? ` ${blockers.map(describeBlocker).join('; ')} holds it.` : ''
  log('warning', `A lock could not be had in time.${who} Attempt ${attempt} of ${mostAttempts} in ${ms} ms.`)
  await pause(ms, signal).catch(() => {})
}

/** IF NOT EXISTS would take an invalid index for a finished one, and without it the server would only say that it exists. */
async function refuseInvalid(script: PreparedScript, known: readonly InvalidIndex[]): Promise<void> {
  if (known.length === 0) return
  for (const statement of script.statements) {
    const index = await concurrentIndexName(statement)
    const found = index?.action === 'create' && known.find(({ schema, name }) => name === index.name && (index.schema === undefined || index.schema === schema))
    if (found) throw new AppError('invalid_index', { index: qualified(found.schema, found.name) }, { where: place(script.script, script.text, statement.start, statement.number), state: 'Nothing was changed.' })
  }
}

async function newInvalidIndexes({ client }: RunSession, script: PreparedScript, failure: ScriptFailure, known: readonly InvalidIndex[]): Promise<InvalidIndex[]> {
  if (script.outside === undefined || failure.connectionLost || !failure.statement) return []
  const index = await concurrentIndexName(failure.statement)
  if (!index) return []
  const found = await readInvalidIndexes(client).catch(() => [])
  const isNew = ({ oid }: InvalidIndex) => !known.some((before) => before.oid === oid)
  return found.filter((one) => isNew(one) && (index.table === undefined || one.table === index.table))
}

/** True when nothing is left behind any more. */
async function dropLeftovers({ client }: RunSession, leftovers: readonly InvalidIndex[]): Promise<boolean> {
  for (const index of leftovers) {
    const dropped = await client.query(dropIndexSql(index)).then(() => true, () => false)
    if (!dropped) return false
  }
  return true
}
