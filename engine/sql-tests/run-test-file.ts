import type pg from 'pg'
import { splitScript, type ScriptStatement, type SplitProblem } from '#shared/sql/split.ts'
import { transactionControl } from '#shared/sql/transaction.ts'
import { beginSql, installPgtapSql, pgtapSql, rollbackSql, timeoutSql } from './session.sql.ts'
import { isTap, readTap, type TestCase } from './tap.ts'

export interface TestedFile {
  /** As it was named. */
  file: string
  ms: number
  cases: TestCase[]
}

export interface TestFile {
  file: string
  text: string
}

/** Makes pgTAP's functions known, where its extension lies on the server; says whether they are. */
export async function preparePgtap(client: pg.Client): Promise<boolean> {
  const [found] = (await client.query<{ installed: boolean }>(pgtapSql)).rows
  if (!found) return false
  if (!found.installed) await client.query(installPgtapSql)
  return true
}

/** What psql does for the eye; nothing of it matters to a test. */
const harmless = /^\\(set|unset|pset|echo|qecho|warn|timing|x|t|a|o|encoding|errverbose)\b/

/**
 * Runs one file in a transaction that is rolled back; BEGIN, COMMIT and ROLLBACK of its own are left out. What rows say in TAP is
 * read as TAP; a query whose only column is a boolean holds when all its rows are true; any other statement holds when it runs.
 */
export async function runTestFile(client: pg.Client, { file, text }: TestFile, timeoutMs: number): Promise<TestedFile> {
  const started = performance.now()
  const { statements, problems } = splitScript(text)
  const wrong = problems.find((problem) => !(problem.code === 'psql-command' && harmless.test(problem.text)))
  const cases = wrong ? [problemCase(wrong)] : await inTransaction(client, timeoutMs, () => casesOf(client, statements))
  return { file, ms: Math.round(performance.now() - started), cases }
}

function problemCase({ code, line, text }: SplitProblem): TestCase {
  const what: Partial<Record<SplitProblem['code'], string>> = { 'psql-command': 'Only psql knows this command.', 'psql-variable': 'Only psql knows variables.' }
  return { name: `line ${line}`, ok: false, message: `${what[code] ?? code.replaceAll('-', ' ')}: ${text}` }
}

async function inTransaction(client: pg.Client, timeoutMs: number, work: () => Promise<TestCase[]>): Promise<TestCase[]> {
  await client.query(beginSql)
  try {
    await client.query(timeoutSql, [String(timeoutMs)])
    return await work()
  } finally {
    await client.query(rollbackSql).catch(() => {})
  }
}

async function casesOf(client: pg.Client, statements: readonly ScriptStatement[]): Promise<TestCase[]> {
  const lines: string[] = []
  const plain: TestCase[] = []
  for (const statement of statements) {
    if ((await transactionControl(statement)) !== undefined) continue
    try {
      const answer = await client.query<unknown[]>({ text: statement.text, rowMode: 'array' })
      const texts = answer.rows.map(([only]) => only).filter((one) => typeof one === 'string')
      if (answer.fields.length === 1 && texts.some(isTap)) lines.push(...texts.flatMap((one) => one.split('\n')))
      else if (lines.length > 0 && texts.length > 0) lines.push(...texts.flatMap((one) => one.split('\n')).filter((line) => line.startsWith('#')))
      else plain.push(...assertion(statement, answer))
    } catch (thrown) {
      // The transaction is over: nothing after it can run.
      return [...readTap(lines).filter(({ name }) => name !== 'has a plan'), ...plain, { name: nameOf(statement), ok: false, message: messageOf(thrown) }]
    }
  }
  const all = [...readTap(lines), ...plain]
  return all.length > 0 ? all : [{ name: 'runs', ok: true }]
}

const boolean = 16
/** Functions of pgTAP that return booleans without saying anything. */
const silent: ReadonlySet<string> = new Set(['no_plan', 'todo', 'todo_start', 'todo_end', 'in_todo'])

/** A query for one boolean is named by its column. */
function assertion(statement: ScriptStatement, { fields, rows }: pg.QueryArrayResult): TestCase[] {
  const [field] = fields
  if (fields.length !== 1 || field?.dataTypeID !== boolean || silent.has(field.name)) return []
  const name = field.name === '?column?' ? nameOf(statement) : field.name
  const wrong = rows.filter(([value]) => value !== true).length
  if (rows.length > 0 && wrong === 0) return [{ name, ok: true }]
  return [{ name, ok: false, message: rows.length === 0 ? `Line ${statement.line}: no row.` : `Line ${statement.line}: not true in ${wrong} of ${rows.length} ${rows.length === 1 ? 'row' : 'rows'}.` }]
}

function nameOf({ line, text }: ScriptStatement): string {
  return `line ${line}: ${text.replace(/\s+/g, ' ').slice(0, 80)}`
}

function messageOf(thrown: unknown): string {
  const { message, code, detail, where } = thrown as Error & { code?: string; detail?: string; where?: string }
  return [code === undefined ? message : `${message} (SQLSTATE ${code})`, detail, where].filter(Boolean).join('\n')
}
