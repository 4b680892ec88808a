import type pg from 'pg'
import { AppError } from '#shared/contract/app-error.ts'
import { positionToOffset } from '#shared/sql/pg-position.ts'
import { quoteIdentifier } from '#shared/sql/quote.ts'
import type { ScriptStatement } from '#shared/sql/split.ts'
import { copyIn } from '../../migrations/run/copy-in.ts'
import { PipelineError, runPipeline, type PipelineStep } from '../../migrations/run/pipeline.ts'
import { place, type PreparedScript } from '../../migrations/run/prepare-script.ts'
import { ScriptFailure } from '../../migrations/run/script-failure.ts'
import { slices } from '../../migrations/run/slices.ts'
import { beforeCommitSqls, calmSqls, setupSql, writtenSql } from './prove.sql.ts'

export interface PlainOptions {
  /** First in search_path, as when a migration runs. */
  schema: string
  lockTimeoutMs: number
  statementTimeoutMs: number
}

interface Sent extends PipelineStep {
  statement?: ScriptStatement
}

/** Oids of the tables that a script has written to; null: not known. */
export type Written = readonly string[] | null

/** Runs a script as migrating runs it, but writes no history: in one transaction, or statement by statement where one cannot be in any. Throws ScriptFailure. */
export async function runPlain(client: pg.Client, script: PreparedScript, options: PlainOptions): Promise<Written> {
  try {
    return await (script.outside === undefined ? inTransaction(client, script, options) : outside(client, script, options))
  } catch (thrown) {
    await client.query('ROLLBACK').catch(() => {})
    throw thrown
  } finally {
    for (const sql of calmSqls) await client.query(sql).catch(() => {})
  }
}

function setup({ schema, lockTimeoutMs, statementTimeoutMs }: PlainOptions, local: boolean): Sent[] {
  return [{ text: 'RESET ALL' }, { text: setupSql, values: [quoteIdentifier(schema), `${lockTimeoutMs}ms`, `${statementTimeoutMs}ms`, String(local)] }]
}

async function inTransaction(client: pg.Client, script: PreparedScript, options: PlainOptions): Promise<Written> {
  const parts = slices(script.statements)
  for (const [index, part] of parts.entries()) {
    if ('copy' in part) {
      await copy(client, script, part.copy)
      continue
    }
    const first = index === 0 ? [{ text: 'BEGIN' }, ...setup(options, true)] : []
    const last = index === parts.length - 1 ? beforeCommitSqls.map((text) => ({ text })) : []
    await send(client, [...first, ...part.statements.map((statement) => ({ text: statement.text, statement })), ...last])
  }
  const { rows } = await client.query<{ written: string[] | null }>(writtenSql)
  await send(client, [{ text: 'COMMIT' }])
  return rows[0]?.written ?? null
}

/** Building an index writes no rows. */
const writesNothing = /\bINDEX\b|^(VACUUM|CLUSTER|REINDEX)\b/

async function outside(client: pg.Client, script: PreparedScript, options: PlainOptions): Promise<Written> {
  for (const step of setup(options, false)) await send(client, [step])
  for (const statement of script.statements) await send(client, [{ text: statement.text, statement }])
  return script.statements.every(({ command }) => writesNothing.test(command)) ? [] : null
}

async function send(client: pg.Client, steps: readonly Sent[]): Promise<void> {
  try {
    await runPipeline(client, steps)
  } catch (thrown) {
    const step = thrown instanceof PipelineError ? steps[thrown.step] : undefined
    throw new ScriptFailure(step?.statement ? 'statement' : 'commit', step?.statement, false, thrown instanceof PipelineError ? thrown.cause : thrown)
  }
}

async function copy(client: pg.Client, { text }: PreparedScript, statement: ScriptStatement): Promise<void> {
  try {
    await copyIn(client, statement.text, Buffer.from(text.slice(statement.copyData?.start, statement.copyData?.end)))
  } catch (thrown) {
    throw new ScriptFailure('statement', statement, false, thrown instanceof PipelineError ? thrown.cause : thrown)
  }
}

/** What failed with file, line and caret. */
export function failureOf(code: 'statement_failed' | 'undo_failed', script: PreparedScript, failure: ScriptFailure, state: string): AppError {
  const statement = failure.statement ?? script.statements.at(-1)
  const position = Number(failure.statement && failure.pg?.position)
  const offset = position > 0 ? positionToOffset(script.text, statement?.start ?? 0, position) : (statement?.start ?? 0)
  const where = place(script.script, script.text, offset, statement?.number)
  const { code: sqlstate = '', message = '', detail, hint, where: context } = failure.pg ?? {}
  const pg = failure.pg && { sqlstate, message, ...(detail && { detail }), ...(hint && { hint }), ...(context && { context }) }
  const problem = failure.phase === 'commit' ? `at COMMIT: ${failure.message}` : failure.message
  return new AppError(code, { file: script.script, line: where.line, problem }, { where, state, ...(pg && { pg }), cause: failure.cause })
}
