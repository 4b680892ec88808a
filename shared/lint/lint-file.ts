import type { TracedStatement } from '../contract/preview.ts'
import { nodeAs, nodesAs, optionText } from '../sql/parse-tree.ts'
import { loadGrammar, type Grammar } from '../sql/parse.ts'
import { lineColumn } from '../sql/offsets.ts'
import { splitScript, type ScriptStatement } from '../sql/split.ts'
import { nonTransactionalReason } from '../sql/transaction.ts'
import type { LintFile, LintStatement } from './rule.ts'

/** Takes a script apart for the rules; `trace` is joined to it by the numbers of the statements. */
export async function lintFile(script: string, text: string, trace?: readonly TracedStatement[]): Promise<LintFile> {
  const grammar = await loadGrammar()
  const { statements, problems } = splitScript(text)
  const outside = await Promise.all(statements.map((one) => nonTransactionalReason(one)))
  const traced = new Map((trace ?? []).map((one) => [one.number, one]))
  const name = script.slice(script.lastIndexOf('/') + 1)
  return {
    script,
    text,
    transactional: outside.every((reason) => reason === undefined),
    repeatable: name.startsWith('R'),
    undo: name.startsWith('U'),
    statements: statements.map((one, at) => ({ ...lintStatement(grammar, text, one, traced.get(one.number)), outside: outside[at] })),
    problems,
  }
}

function lintStatement(grammar: Grammar, text: string, statement: ScriptStatement, trace: TracedStatement | undefined): LintStatement {
  const parsed: LintStatement = { ...statement, ...grammar.parse(statement), trace, outside: undefined, inner: [], dynamic: [], inside: undefined }
  const code = nodeAs(parsed.node, 'DoStmt')
  if (!code) return parsed
  const language = nodesAs(code.args, 'DefElem').find(({ defname }) => defname === 'language')
  const block = language && optionText(language.arg) !== 'plpgsql' ? undefined : grammar.block(statement.text)
  if (!block) return { ...parsed, dynamic: [{ text: '', offset: statement.start }] }
  const places = placesIn(statement, block)
  parsed.dynamic = places.filter(({ kind }) => kind === 'dynamic').map((one) => ({ text: one.text, offset: one.offset }))
  parsed.inner = places.filter(({ kind }) => kind === 'static').map((one) => innerStatement(grammar, text, parsed, one))
  return parsed
}

type Inner = NonNullable<ReturnType<Grammar['block']>>[number]

/** PL/pgSQL keeps no offsets; its statements stand in the text in the order in which they are found. */
function placesIn(statement: ScriptStatement, block: readonly Inner[]): (Inner & { offset: number })[] {
  let from = 0
  return block.map((one) => {
    const at = statement.text.indexOf(one.text, from)
    if (at >= 0) from = at + one.text.length
    return { ...one, offset: statement.start + Math.max(0, at) }
  })
}

function innerStatement(grammar: Grammar, text: string, parent: LintStatement, { text: sql, offset }: { text: string; offset: number }): LintStatement {
  const one = { ...parent, ...lineColumn(text, offset), text: sql, start: offset, end: offset + sql.length }
  return { ...one, ...grammar.parse(one), inner: [], dynamic: [], inside: parent }
}
