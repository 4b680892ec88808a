import type { Node } from '@pgsql/types'
import { byteToOffset, codePointToOffset } from './offsets.ts'
import type { ScriptStatement } from './split.ts'

/** What PostgreSQL's grammar says of one statement: its tree, or why there is none. */
export interface ParsedStatement {
  node: Node | undefined
  /** `offset`: UTF-16, in the text that the statement is a part of. */
  problem: { message: string; offset: number } | undefined
}

/** A statement that a PL/pgSQL block runs: static, with its text, or dynamic, with the expression that gives its text. */
export interface InnerStatement {
  kind: 'static' | 'dynamic'
  text: string
}

export interface Grammar {
  parse(statement: Pick<ScriptStatement, 'text' | 'start'>): ParsedStatement
  /** What the body of a DO block in PL/pgSQL runs; undefined where it cannot be read. */
  block(text: string): InnerStatement[] | undefined
}

interface Library {
  loadModule(): Promise<void>
  parseSync(text: string): { stmts?: { stmt?: Node }[] }
  parsePlPgSQLSync(text: string): unknown
}

let loading: Promise<Grammar> | undefined

/** PostgreSQL's own grammar, loaded once. */
export function loadGrammar(): Promise<Grammar> {
  loading ??= load()
  return loading
}

async function load(): Promise<Grammar> {
  const library: Library = await import('libpg-query')
  await library.loadModule()
  return { parse: ({ text, start }) => parseOne(library, text, start), block: (text) => blockOf(library, text) }
}

function parseOne(library: Library, text: string, start: number): ParsedStatement {
  if (text.includes('\0')) return { node: undefined, problem: { message: 'It contains a NUL character, which PostgreSQL cannot store', offset: start + text.indexOf('\0') } }
  try {
    return { node: library.parseSync(text).stmts?.[0]?.stmt, problem: undefined }
  } catch (thrown) {
    return { node: undefined, problem: problemOf(thrown, text, start) }
  }
}

function problemOf(thrown: unknown, text: string, start: number): { message: string; offset: number } {
  const message = thrown instanceof Error ? thrown.message : String(thrown)
  const details = (thrown as { sqlDetails?: { cursorPosition?: number } }).sqlDetails
  return { message, offset: start + codePointToOffset(text, Math.max(0, details?.cursorPosition ?? 0)) }
}

function blockOf(library: Library, text: string): InnerStatement[] | undefined {
  try {
    const found: InnerStatement[] = []
    collect(library.parsePlPgSQLSync(text), found)
    return found
  } catch {
    return undefined
  }
}

/** Trees of PL/pgSQL: PLpgSQL_stmt_execsql holds `sqlstmt`, PLpgSQL_stmt_dynexecute and _dynfors hold `query`. */
function collect(value: unknown, found: InnerStatement[]): void {
  if (typeof value !== 'object' || value === null) return
  for (const [key, child] of Object.entries(value)) {
    if (key === 'PLpgSQL_stmt_execsql') push(found, 'static', child?.sqlstmt)
    else if (key === 'PLpgSQL_stmt_dynexecute' || key === 'PLpgSQL_stmt_dynfors') push(found, 'dynamic', child?.query)
    collect(child, found)
  }
}

function push(found: InnerStatement[], kind: InnerStatement['kind'], holder: { PLpgSQL_expr?: { query?: string } } | undefined): void {
  const text = holder?.PLpgSQL_expr?.query
  if (text !== undefined) found.push({ kind, text })
}

/** UTF-16 offset in the file of a `location` in the tree of a statement. The tree leaves a location of 0 out; one of -1 is not known. */
export function placeOf(statement: Pick<ScriptStatement, 'text' | 'start'>, location: number | undefined): number {
  return statement.start + byteToOffset(statement.text, Math.max(0, location ?? 0))
}
