import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AppError } from '#shared/contract/app-error.ts'
import type { ClientTool, Manifest } from '#shared/contract/backups.ts'
import { programName } from '../../backups/client-tools.ts'
import { runTool, toolVariables } from '../../backups/run-tool.ts'
import { CopyBody } from './copy-body.ts'
import type { TableName } from './tables.sql.ts'

/** Lines of `pg_restore --list` that make a table and that fill it. */
export interface TableEntries extends TableName {
  definition: string | undefined
  data: string | undefined
}

/** Finds the entries of tables; names may have blanks, so of several that fit a line the longest known one is meant. */
export function findEntries(lines: readonly string[], tables: Manifest['tables'], wanted: readonly TableName[]): TableEntries[] {
  const known = tables.map(({ schema, name }) => `${schema} ${name} `).toSorted((a, b) => b.length - a.length)
  const found = new Map<string, string>()
  for (const line of lines) {
    const [, kind, rest = ''] = /^\d+; \d+ \d+ (TABLE DATA|TABLE) (.*)$/.exec(line) ?? []
    const name = kind && known.find((label) => rest.startsWith(label))
    if (name) found.set(`${kind} ${name}`, line)
  }
  return wanted.map(({ schema, name }) => ({ schema, name, definition: found.get(`TABLE ${schema} ${name} `), data: found.get(`TABLE DATA ${schema} ${name} `) }))
}

export interface Reading {
  client: ClientTool
  archive: string
  signal: AbortSignal
}

/** The text of some entries, small ones. */
export async function readText({ client, archive, signal }: Reading, entries: readonly string[]): Promise<string> {
  return withList(entries, async (list) => {
    const lines: string[] = []
    const problems: string[] = []
    const { code } = await runTool({ file: join(client.folder, programName('pg_restore')), arguments: [`--use-list=${list}`, '--file=-', archive], variables: {}, signal, onOutput: (line) => lines.push(line), onMessage: (line) => problems.push(line) })
    signal.throwIfAborted()
    if (code !== 0) throw unreadable(archive, problems.join(' '))
    return lines.join('\n')
  })
}

/** Hands the rows of one table to `use` as they are read; `columns` as they are written in the archive. */
export async function readRows<T>({ client, archive, signal }: Reading, entry: string, use: (columns: string, rows: AsyncIterable<Buffer>) => Promise<T>): Promise<T> {
  return withList([entry], async (list) => {
    const child = spawn(join(client.folder, programName('pg_restore')), [`--use-list=${list}`, '--data-only', '--file=-', archive], { env: toolVariables(process.env, {}), stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true })
    const stop = () => void child.kill('SIGKILL')
    signal.addEventListener('abort', stop)
    let problem = ''
    child.stderr.on('data', (text: Buffer) => (problem = (problem + text.toString()).slice(0, 500)))
    const ended = new Promise<number | null>((resolve, reject) => {
      child.once('error', reject)
      child.once('close', resolve)
    })
    try {
      const body = new CopyBody(child.stdout)
      const columns = await body.columns()
      if (columns === undefined) throw unreadable(archive, problem || 'its rows are not written as COPY')
      const result = await use(columns, body.rows())
      child.stdout.resume()
      const code = await ended
      if (code !== 0) throw unreadable(archive, problem || `pg_restore ended with ${code}`)
      return result
    } finally {
      signal.removeEventListener('abort', stop)
      stop()
    }
  })
}

async function withList<T>(entries: readonly string[], use: (file: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'strata-list-'))
  try {
    const file = join(folder, 'list')
    await writeFile(file, `${entries.join('\n')}\n`, { mode: 0o600 })
    return await use(file)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function unreadable(file: string, problem: string): AppError {
  return new AppError('backup_unusable', { file, problem }, { state: 'Nothing was changed.' })
}
