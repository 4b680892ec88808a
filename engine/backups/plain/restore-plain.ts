import { createReadStream } from 'node:fs'
import pg from 'pg'
import { AppError } from '#shared/contract/app-error.ts'
import { copyStream } from '../../migrations/run/copy-stream.ts'
import { connect } from '../../postgres/connect.ts'
import { freeTimeoutsSql, serverSql, type ServerRow } from '../catalog.sql.ts'
import { judgeError, type Restored } from '../judge-error.ts'
import { paced } from '../paced.ts'
import { readPlainDump, type PlainPiece } from '../plain-dump.ts'
import type { RestoreRun } from '../restore-run.ts'
import { waitingNote } from '../watch.ts'
import { beyondDatabase } from './beyond.ts'
import { beginPlainSql, englishSql } from './plain.sql.ts'
import { rawQuery } from './raw-query.ts'

/**
 * Sends a plain dump into the working database, statement by statement and byte for byte; nothing of it goes through psql or a shell.
 * The first error that cannot be explained ends it. Throws `restore_failed` with the line, `backup_unusable`.
 */
export async function restorePlain(run: RestoreRun): Promise<Restored> {
  const { engine, environment, working, signal, watch } = run
  const client = await connect(engine, environment, { database: working, purpose: 'restore', signal })
  const pid = ((await client.query<ServerRow>(serverSql)).rows[0] as ServerRow).pid
  const end = () => void watch.endProcess(pid)
  signal.addEventListener('abort', end)
  try {
    signal.throwIfAborted()
    await client.query(beginPlainSql, [run.application])
    await client.query(freeTimeoutsSql)
    if (run.server.superuser) await client.query(englishSql)
    return await sendAll(client, run)
  } finally {
    signal.removeEventListener('abort', end)
    await client.end().catch(() => {})
    await watch.stop()
  }
}

async function sendAll(client: pg.Client, run: RestoreRun): Promise<Restored> {
  const restored: Restored = { harmless: [], differences: [] }
  const { progress, source } = followed(run)
  const pieces = readPlainDump(source, run.manifest.file)
  for (;;) {
    const { value: piece, done } = await pieces.next()
    if (done) return restored
    run.signal.throwIfAborted()
    if (piece.kind !== 'sql' && piece.kind !== 'copy') continue
    if (piece.kind === 'copy') progress(`Loading ${/^COPY (\S+|"[^"]*"\S*)/i.exec(utf8(piece.text))?.[1] ?? 'rows'}`)
    else progress('Restoring')
    await send(client, run, { piece, pieces, restored })
  }
}

interface Sending {
  piece: Extract<PlainPiece, { kind: 'sql' | 'copy' }>
  pieces: AsyncGenerator<PlainPiece, void, undefined>
  restored: Restored
}

async function send(client: pg.Client, run: RestoreRun, { piece, pieces, restored }: Sending): Promise<void> {
  const { text, line } = piece
  const beyond = beyondDatabase(text)
  if (beyond === 'server') throw new AppError('backup_unusable', { file: run.manifest.file, problem: `line ${line} changes what belongs to the whole server: ${utf8(text).slice(0, 80)}` })
  if (beyond === 'database') return void restored.harmless.push({ message: `line ${line}: ${utf8(text).slice(0, 200)}`, why: 'It is about the database of that name as a whole, and was left out.' })
  try {
    const bytes = Buffer.from(text, 'latin1')
    await (piece.kind === 'sql' ? rawQuery(client, bytes) : copyStream(client, bytes, rowsOf(pieces)))
  } catch (thrown) {
    if (!(thrown instanceof pg.DatabaseError)) throw thrown
    run.signal.throwIfAborted()
    judgeError(run, asRestoreError(thrown, piece), restored)
  }
}

/** The rows up to the end of them; what follows is left to the next reader. */
async function* rowsOf(pieces: AsyncGenerator<PlainPiece, void, undefined>): AsyncGenerator<Buffer, void, undefined> {
  for (;;) {
    const { value: piece, done } = await pieces.next()
    if (done || piece.kind !== 'rows') return
    yield Buffer.from(piece.text, 'latin1')
  }
}

/** The server counts the lines of rows from the first one. */
function asRestoreError({ message, detail, hint, where }: pg.DatabaseError, { kind, text, line }: Sending['piece']) {
  const row = kind === 'copy' ? Number(/^COPY .*, line (\d+)/.exec(where ?? '')?.[1] ?? 0) : 0
  const more = [...(detail ? [`DETAIL:  ${detail}`] : []), ...(hint ? [`HINT:  ${hint}`] : []), ...(where ? [`CONTEXT:  ${where}`] : [])]
  return { entry: `line ${line + row}`, message, more, command: utf8(text) }
}

/** How far it is, in bytes of the file, and who is waited for. */
function followed({ archive, manifest, signal, watch, progress }: RestoreRun): { progress: (label: string) => void; source: AsyncIterable<Buffer> } {
  const tell = paced(progress)
  let label = 'Restoring'
  let done = 0
  const say = (note = '') => tell({ label: label + note, done, total: manifest.bytes, unit: 'bytes' })
  watch.start((rows) => say(waitingNote(rows)))
  async function* source(): AsyncGenerator<Buffer, void, undefined> {
    for await (const chunk of createReadStream(archive, { highWaterMark: 1024 * 1024, signal })) {
      yield chunk as Buffer
      done += (chunk as Buffer).length
      say()
    }
  }
  return { source: source(), progress: (next) => void (label = next) }
}

function utf8(text: string): string {
  return Buffer.from(text.slice(0, 4000), 'latin1').toString('utf8')
}
