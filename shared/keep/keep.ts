import type { Destruction, KeepWay } from '../contract/preview.ts'
import { lintFile } from '../lint/lint-file.ts'
import type { LintFile, LintStatement } from '../lint/rule.ts'
import type { Snapshot } from '../schema/snapshot.ts'
import { archiveStatement } from './archive-statement.ts'
import { findBlocks, stripBlocks, type Block } from './blocks.ts'
import { blockAround, blockBefore, problemOf, refuse, walkLosses, waysOf, type StatementLosses } from './keep-context.ts'
import { renameStatement } from './rename-statement.ts'

/** Statements of a script that destroy data. `schema`: first in search_path; `before`: facts before the script. `rows` and `bytes` are left null. */
export function findDestructions(file: LintFile, before: Snapshot, schema: string): Destruction[] {
  const blocks = findBlocks(file.text)
  const seen = [...walkLosses(file, before, schema)].flatMap(({ context, losses }) => {
    const block = blockBefore(file, blocks, context.statement)
    return losses.map((loss): Destruction => {
      const chosen = block?.kind === losses[0]?.kind ? (block?.way ?? 'discard') : 'discard'
      return { ...placeOf(context.statement), kind: loss.kind, relation: loss.relation, columns: [...loss.columns], rows: null, bytes: null, ways: waysOf(losses), chosen, problem: problemOf(losses) }
    })
  })
  return [...seen, ...setAside(file, blocks)].toSorted((a, b) => a.statement - b.statement)
}

const placeOf = ({ number, line }: LintStatement) => ({ statement: number, line })

/** Statements that a block stands for: each is told by the first one of its block. */
function setAside(file: LintFile, blocks: readonly Block[]): Destruction[] {
  return blocks.filter(({ was }) => was !== null).flatMap((block) => {
    const first = file.statements.find((statement) => blockAround([block], statement))
    return first ? [{ ...placeOf(first), kind: block.kind, relation: block.relation, columns: [...block.columns], rows: null, bytes: null, ways: ['discard', 'archive', 'rename'] as KeepWay[], chosen: block.way, problem: null }] : []
  })
}

export interface KeepRequest {
  file: LintFile
  version: string | null
  /** Text of the undo: the file, or what was generated where there is none. null or blank: what the statement needs is written from the facts. */
  undo: string | null
  statement: number
  way: KeepWay
  before: Snapshot
  schema: string
}

export interface Kept {
  text: string
  undo: string | null
  notes: string[]
}

/** Migration and undo with the way written into them; what was written before for the same statement is replaced. Throws `bad_request` in words where it cannot be done. */
export async function keepData(request: KeepRequest): Promise<Kept> {
  const { file, way, before, schema } = request
  const { text, undo, offset } = withoutChoice(request)
  if (way === 'discard') return { text, undo, notes: [] }
  const plain = text === file.text ? file : await lintFile(file.script, text)
  const found = statementAt(walkLosses(plain, before, schema), offset)
  if (!found || found.losses.length === 0) throw refuse('The statement destroys no data that was there before.')
  if (!waysOf(found.losses).includes(way)) throw refuse(problemOf(found.losses) ?? `The way "${way}" cannot be written for this statement.`)
  const undoFile = undo === null || undo.trim() === '' ? null : await lintFile(undoName(file.script), undo)
  const id = 1 + Math.max(0, ...[...findBlocks(text), ...findBlocks(undo ?? '')].map((block) => block.id))
  const choice = { ...found, id, version: request.version, undo: undoFile, schema }
  return way === 'archive' ? archiveStatement(choice) : renameStatement(choice)
}

const undoName = (script: string) => script.replace(/(^|\/)V([^/]*)$/, '$1U$2')

/** Both texts without what an earlier choice wrote, and where the statement begins then. */
function withoutChoice({ file, undo, statement: number }: KeepRequest): { text: string; undo: string | null; offset: number } {
  const statement = file.statements.find((one) => one.number === number)
  if (!statement) throw refuse(`The script has no statement ${number}.`)
  const blocks = findBlocks(file.text)
  const block = blockAround(blocks, statement) ?? blockBefore(file, blocks, statement)
  if (!block) return { text: file.text, undo, offset: statement.start }
  const stripped = undo === null ? null : stripBlocks(undo, block.id)
  return { text: stripBlocks(file.text, block.id), undo: stripped?.trim() === '' ? null : stripped, offset: block.start }
}

/** The generator stops there, so that the scene stays that before the statement. */
function statementAt(walk: Generator<StatementLosses>, offset: number): StatementLosses | undefined {
  for (let next = walk.next(); !next.done; next = walk.next()) if (next.value.context.statement.start >= offset) return next.value
  return undefined
}
