import pg from 'pg'
import type { Archive } from '#shared/contract/archives.ts'
import type { Environment } from '#shared/contract/environments.ts'
import { readArchiveComment, type ArchiveComment } from '#shared/keep/archive-comment.ts'
import type { HistoryRow } from '#shared/migrations/history-row.ts'
import { qualified } from '#shared/sql/quote.ts'
import { readHistory } from '../history/history.ts'
import { countRowsSql, listArchivesSql, targetsSql } from './archives.sql.ts'

/** A table or sequence that archived data came from, as it is now. */
export interface Target {
  schema: string
  name: string
  relkind: string
  columns: readonly { name: string; type: string; generated: boolean; identity: boolean }[]
  /** Enabled as usual; enabled always. */
  triggers: readonly string[]
  alwaysTriggers: readonly string[]
  isUnique: boolean
  /** A unique or exclusion constraint that can wait. */
  deferrable: boolean
}

export interface StoredArchive {
  archive: Archive
  /** undefined: the comment does not say. */
  comment: ArchiveComment | undefined
  target: Target | undefined
}

interface ListedRow {
  name: string
  comment: string | null
  bytes: number
  rows: number
  readable: boolean
  columns: string[]
}

/** Up to this size rows are counted; beyond it the planner's number is taken. */
const countedBytes = 64 * 1024 * 1024
const dayMs = 86_400_000

/** Everything in the schema strata_archive, whoever made it; nothing where there is no such schema. */
export async function readArchives(client: pg.Client, environment: Environment): Promise<StoredArchive[]> {
  const { rows } = await client.query<ListedRow>(listArchivesSql)
  if (rows.length === 0) return []
  const history = await historyOf(client, environment)
  const comments = rows.map(({ comment }) => readArchiveComment(comment))
  const targets = await readTargets(client, comments.flatMap((comment) => (comment ? [comment.relation] : [])))
  const found: StoredArchive[] = []
  for (const [at, row] of rows.entries()) {
    const comment = comments[at]
    const target = comment && targets.get(qualified(...comment.relation))
    found.push({ comment, target, archive: { ...aboutOf(row, comment), ...madeBy(comment, history, environment), rows: await countOf(client, row), problem: problemOf(row, comment, target) } })
  }
  return found
}

/** By qualified name. Types are written as the search_path of the session asks for it. */
export async function readTargets(client: pg.Client, relations: readonly (readonly [string, string])[]): Promise<Map<string, Target>> {
  const { rows } = await client.query<Target>(targetsSql, [relations.map(([schema]) => schema), relations.map(([, name]) => name)])
  return new Map(rows.map((row) => [qualified(row.schema, row.name), row]))
}

function aboutOf({ name, bytes }: ListedRow, comment: ArchiveComment | undefined): Pick<Archive, 'table' | 'relation' | 'columns' | 'kind' | 'bytes'> {
  return { table: name, bytes, relation: comment ? qualified(...comment.relation) : '', columns: comment ? [...comment.columns] : [], kind: comment?.kind ?? 'unknown' }
}

/** When and by whom: the history says when the script was applied last. */
function madeBy(comment: ArchiveComment | undefined, history: readonly HistoryRow[], { policies }: Environment): Pick<Archive, 'script' | 'version' | 'at' | 'by' | 'expiresAt'> {
  const row = comment && history.findLast(({ script, version, type, success }) => success && !/^(UNDO|DELETE|BASELINE)/.test(type) && (script === comment.script || (version !== null && version === comment.version)))
  const at = row?.installedOn ?? null
  const expiresAt = at === null || policies.archiveDays === 0 ? null : new Date(Date.parse(at) + policies.archiveDays * dayMs).toISOString()
  return { script: comment?.script ?? null, version: comment?.version ?? null, at, by: row?.installedBy ?? null, expiresAt }
}

async function historyOf(client: pg.Client, environment: Environment): Promise<HistoryRow[]> {
  return (await unlessState(readHistory(client, environment), ['42P01', '3F000', '42501', '42703'])) ?? []
}

async function countOf(client: pg.Client, { name, bytes, rows, readable }: ListedRow): Promise<number> {
  if (!readable || (bytes > countedBytes && rows > 0)) return Math.max(0, rows)
  const counted = await unlessState(client.query<{ rows: number }>(countRowsSql(name)), ['42501', '42P01', '55P03', '57014'])
  return counted?.rows[0]?.rows ?? Math.max(0, rows)
}

function problemOf({ columns, readable }: ListedRow, comment: ArchiveComment | undefined, target: Target | undefined): string | null {
  if (!comment) return 'Its comment does not say what it holds: it was made or changed by hand.'
  if (!readable) return 'This user may not read it: only its owner may.'
  const relation = qualified(...comment.relation)
  if (comment.restore === 'rename') return target ? `${relation} exists again: rename or drop that one first.` : null
  if (!target) return `${relation} does not exist: bring it back first, for example by the undo of ${comment.version === null ? comment.script : `version ${comment.version}`}.`
  if (comment.restore === 'sequence') return target.relkind === 'S' ? null : `${relation} is no sequence any more.`
  const wanted = [...comment.key, ...comment.columns]
  const missing = wanted.filter((name) => !columns.includes(name))
  if (missing.length > 0) return `It lacks ${missing.join(', ')}: it was changed by hand.`
  const gone = wanted.filter((name) => !target.columns.some((column) => column.name === name))
  return gone.length > 0 ? `${relation} has no column ${gone.join(', ')}: bring that back first.` : null
}

/** undefined where the server refuses with one of these states. */
async function unlessState<T>(answer: Promise<T>, states: readonly string[]): Promise<T | undefined> {
  try {
    return await answer
  } catch (thrown) {
    if (thrown instanceof pg.DatabaseError && states.includes(thrown.code ?? '')) return undefined
    throw thrown
  }
}
