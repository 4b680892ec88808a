import type { Destruction, KeepWay } from '../contract/preview.ts'

/** What a choice has written into a script: whole lines between two marker comments. */
export interface Block {
  readonly id: number
  readonly way: KeepWay
  readonly kind: Destruction['kind']
  readonly relation: string
  readonly columns: readonly string[]
  /** UTF-16 offsets, from the line of the first marker, or from the marker where a statement stands before it, to behind the last one. */
  readonly start: number
  readonly end: number
  /** The statement that stood there and is put back when the block goes; null: the block was only inserted. */
  readonly was: string | null
  readonly body: string
}

const name = String.raw`(?:"(?:[^"]|"")*"|[^\s".,()]+)`
const pattern = new RegExp(
  String.raw`(?:^[ \t]*)?-- strata:keep (\d+) (archive|rename) (\w+) (${name}(?:\.${name})*)(?: \((${name}(?:, ${name})*)\))?[ \t]*(?:\r\n|\r|\n)([^]*?)^[ \t]*-- strata:end \1\b`,
  'gmu',
)
const wasLine = /^[ \t]*-- strata:was(?: |$)/
const lineEnds = /\r\n|\r|\n/

/** All blocks of a script, in the order of the text; a statement that came in several pieces has several of one id. */
export function findBlocks(text: string): Block[] {
  return [...text.matchAll(pattern)].map((match) => {
    const [whole, id, way, kind, relation = '', columns = '', body = ''] = match
    const columnNames = columns.match(new RegExp(name, 'gu')) ?? []
    return { id: Number(id), way: way as KeepWay, kind: kind as Destruction['kind'], relation, columns: columnNames, start: match.index, end: match.index + whole.length, was: wasOf(body), body }
  })
}

function wasOf(body: string): string | null {
  const lines = body.split(lineEnds).filter((line) => wasLine.test(line))
  return lines.length === 0 ? null : lines.map((line) => line.replace(wasLine, '')).join('\n')
}

/** The text without the blocks of an id; statements that they stood for are back as they were. */
export function stripBlocks(text: string, id: number): string {
  let stripped = text
  for (const block of findBlocks(text).toReversed()) if (block.id === id) stripped = stripBlock(stripped, block)
  return stripped
}

function stripBlock(text: string, { start, end, was }: Block): string {
  if (was === null) return text.slice(0, start) + text.slice(end).replace(/^[ \t]*(?:\r\n|\r|\n)?/, '')
  const indent = /^[ \t]*/.exec(text.slice(start))?.[0] ?? ''
  return text.slice(0, start) + indent + was.replaceAll('\n', lineEndOf(text)) + text.slice(end)
}

/** The line end that a text uses; of an empty one, a line feed. */
export function lineEndOf(text: string): string {
  return lineEnds.exec(text)?.[0] ?? '\n'
}

export interface BlockHead {
  readonly id: number
  readonly way: KeepWay
  readonly kind: Destruction['kind']
  readonly relation: string
  /** Quoted where they must be. */
  readonly columns: readonly string[]
}

/** Lines of a block, not indented yet. */
export function blockLines({ id, way, kind, relation, columns }: BlockHead, statements: readonly string[], was: string | null = null): string[] {
  const about = columns.length > 0 ? ` (${columns.join(', ')})` : ''
  return [
    `-- strata:keep ${id} ${way} ${kind} ${relation}${about}`,
    ...(was === null ? [] : was.split(lineEnds).map((line) => `-- strata:was ${line}`)),
    ...statements.flatMap((statement) => `${statement};`.split('\n')),
    `-- strata:end ${id}`,
  ]
}

/** Puts lines before the place of a statement, indented as that is. */
export function insertBefore(text: string, offset: number, lines: readonly string[]): string {
  const { lineStart, indent } = lineAt(text, offset)
  const eol = lineEndOf(text)
  const at = indent.length === offset - lineStart ? lineStart : offset
  const written = lines.map((line, number) => (number === 0 && at > lineStart ? '' : indent) + line + eol).join('')
  return text.slice(0, at) + written + text.slice(at)
}

/** Puts lines behind the end of a statement. */
export function insertAfter(text: string, end: number, lines: readonly string[]): string {
  const eol = lineEndOf(text)
  const rest = /^[ \t]*(?:--[^\r\n]*)?(\r\n|\r|\n|$)/.exec(text.slice(end))
  const at = end + (rest?.[0].length ?? 0)
  const before = at > 0 && (rest === null || rest[1] === '') ? eol : ''
  return text.slice(0, at) + before + lines.map((line) => line + eol).join('') + text.slice(at)
}

/** Puts lines where a piece of the text stands. The first of a block's lines says what stood there. */
export function replaceWith(text: string, start: number, end: number, lines: readonly string[]): string {
  const { lineStart, indent } = lineAt(text, start)
  const eol = lineEndOf(text)
  const at = indent.length === start - lineStart ? lineStart : start
  const written = lines.map((line, number) => (number === 0 && at > lineStart ? '' : indent) + line).join(eol)
  const shares = /^[ \t]*(?!--)\S/.test(text.slice(end))
  return text.slice(0, at) + written + (shares ? eol : '') + text.slice(end)
}

function lineAt(text: string, offset: number): { lineStart: number; indent: string } {
  const lineStart = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1
  return { lineStart, indent: /^[ \t]*/.exec(text.slice(lineStart, offset))?.[0] ?? '' }
}
