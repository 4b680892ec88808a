import { AppError } from '#shared/contract/app-error.ts'
import { ContentsReader, type DumpContents } from './import/dump-contents.ts'
import { PlainProblem, PlainScanner, type PlainPiece } from './import/plain-scanner.ts'

export type { PlainPiece } from './import/plain-scanner.ts'

/**
 * The statements and rows of a plain dump, in order. Whoever runs them sends each statement as it is and the rows after a `copy` until
 * `copyEnd`; nothing of it goes through psql or a shell. Texts are latin1: a byte in each character. Throws `backup_unusable` with the
 * line at anything that is neither SQL nor rows, before what follows it is given out.
 */
export async function* readPlainDump(source: AsyncIterable<Buffer>, file: string): AsyncGenerator<PlainPiece, void, undefined> {
  const scanner = new PlainScanner()
  try {
    let first = true
    for await (const chunk of source) {
      yield* scanner.push(first ? withoutMark(chunk).toString('latin1') : chunk.toString('latin1'))
      first = false
    }
    yield* scanner.end()
  } catch (thrown) {
    if (thrown instanceof PlainProblem) throw unusable(file, thrown.message)
    throw thrown
  }
}

/** Reads a whole dump in plain form and tells what is in it. Throws `backup_unusable` also for one that is not whole. */
export async function inspectPlainDump(source: AsyncIterable<Buffer>, file: string): Promise<DumpContents> {
  const reader = new ContentsReader()
  for await (const piece of readPlainDump(source, file)) {
    try {
      reader.add(piece)
    } catch (thrown) {
      throw unusable(file, thrown instanceof Error ? thrown.message : String(thrown))
    }
  }
  const { contents } = reader
  if (contents.serverVersion === undefined || contents.clientVersion === undefined) throw unusable(file, 'it does not say which server and which pg_dump it comes from')
  if (!contents.complete) throw unusable(file, 'it is not whole: its last line is missing')
  return contents
}

export function unusable(file: string, problem: string): AppError {
  return new AppError('backup_unusable', { file, problem }, { state: 'Nothing was imported.' })
}

/** Windows programs like to put a mark of three bytes before UTF-8. */
function withoutMark(chunk: Buffer): Buffer {
  return chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf ? chunk.subarray(3) : chunk
}
