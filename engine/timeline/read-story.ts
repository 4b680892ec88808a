import pg from 'pg'
import { AppError, toAppError } from '#shared/contract/app-error.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { HistoryRow } from '#shared/migrations/history-row.ts'
import type { Engine } from '../engine.ts'
import { hiddenRowsSql, readChainSql } from '../history/chain.sql.ts'
import { findFlaws, type ChainRow } from '../history/chain.ts'
import { readHistory } from '../history/history.ts'
import { journalFormat } from '../history/journal-table.ts'
import { readJournalColumns, readJournalRows, type JournalRow } from '../history/journal.ts'
import { keyOf, type MirroredRow } from '../history/mirror.ts'
import { connect } from '../postgres/connect.ts'
import { flawFindings, hiddenFinding, type SeenRow } from './chain-findings.ts'
import { compareWithMirror } from './compare-with-mirror.ts'
import { withoutJournalled } from './journal-events.ts'
import { momentOf, type Story, type StoryRow } from './story.ts'

/** One silent server must not keep the others' events waiting. */
const patienceMs = 4_000

/** The story of an environment: from its database, or as this machine saw it last where that is away. Brings this machine's copy up to date. */
export async function readStory(engine: Engine, environment: Environment): Promise<Story> {
  try {
    const client = await connectSoon(engine, environment)
    try {
      return await readPresent(engine, client, environment)
    } finally {
      await client.end().catch(() => {})
    }
  } catch (thrown) {
    return seenBefore(engine, environment, thrown)
  }
}

async function connectSoon(engine: Engine, environment: Environment): Promise<pg.Client> {
  const signal = AbortSignal.timeout(patienceMs)
  try {
    return await connect(engine, environment, { purpose: 'timeline', signal })
  } catch (thrown) {
    const { host, port } = environment.connection
    throw signal.aborted ? new AppError('host_unreachable', { host, port, cause: `no answer within ${patienceMs / 1000} seconds` }, { cause: thrown }) : thrown
  }
}

async function seenBefore({ mirror }: Engine, environment: Environment, thrown: unknown): Promise<Story> {
  const seen = await mirror.lane(environment)
  const rows = (await mirror.rows(environment)).map((mirrored): StoryRow => ({ row: mirrored.row, link: mirrored, chain: mirrored.goneAt !== null || mirrored.id === '0' ? 'mirror' : mirrored.seq === null ? 'open' : 'sealed' }))
  return { rows: inOrder(rows), history: seen?.history ?? [], wholeHistory: null, findings: [], away: { error: toAppError(thrown).data, since: seen?.readAt ?? null } }
}

interface Present {
  chain: readonly ChainRow[]
  hidden: boolean
  rows: ReadonlyMap<string, JournalRow>
}

/** The story as an open session has it. */
export async function readPresent(engine: Engine, client: pg.Client, environment: Environment): Promise<Story> {
  const mirrored = await engine.mirror.rows(environment)
  const { chain, hidden, rows } = (await unlessUnreadable(readJournal(client, environment, mirrored))) ?? { chain: [], hidden: false, rows: new Map<string, JournalRow>() }
  const wholeHistory = (await unlessUnreadable(readHistory(client, environment))) ?? []
  const present = chain.flatMap((link): SeenRow[] => {
    const row = rows.get(keyOf(link))
    return row ? [{ row, link }] : []
  })
  const history = withoutJournalled(wholeHistory, present.map(({ row }) => row), mirrored.map(({ row }) => row))
  if (hidden) return { rows: present.map((seen) => ({ ...seen, chain: 'open' })), history, wholeHistory, findings: [hiddenFinding(environment.name)] }
  return told(engine, environment, { present, mirrored, history, wholeHistory })
}

interface Known {
  present: readonly SeenRow[]
  mirrored: readonly MirroredRow[]
  history: readonly HistoryRow[]
  wholeHistory: readonly HistoryRow[]
}

async function told({ mirror }: Engine, environment: Environment, { present, mirrored, history, wholeHistory }: Known): Promise<Story> {
  const flaws = findFlaws(present.map(({ link }) => link), journalFormat)
  const witnessed = compareWithMirror(environment.name, present, mirrored)
  const rows = present.map(({ row, link }): StoryRow => {
    const note = witnessed.notes.get(keyOf(link)) ?? (flaws.has(link.id) ? 'It is not as it was sealed, or what stood before it is gone: history check says more.' : undefined)
    return { row, link, chain: note === undefined ? (link.seq === null ? 'open' : 'sealed') : 'broken', ...(note !== undefined && { note }) }
  })
  try {
    await mirror.keep(environment, { ...witnessed.change, readAt: new Date().toISOString(), history })
  } catch {
    // A copy that cannot be written, or an environment that is not saved here, is no reason not to show what was read.
  }
  // What this machine has seen says more of an edited row than the chain does.
  const unexplained = new Map([...flaws].filter(([id, { kind }]) => kind !== 'edited' || !witnessed.edited.has(id)))
  return { rows: inOrder([...rows, ...witnessed.gone]), history, wholeHistory, findings: [...flawFindings(environment.name, unexplained, present), ...witnessed.findings] }
}

/** Contents are read only of rows that this machine has not seen as they are. */
async function readJournal(client: pg.Client, environment: Environment, mirrored: readonly MirroredRow[]): Promise<Present> {
  const columns = await readJournalColumns(client, environment)
  if (columns.length === 0) return { chain: [], hidden: false, rows: new Map() }
  const { rows: chain } = await client.query<ChainRow>(readChainSql(environment.schema, columns))
  const hidden = (await client.query<{ hidden: boolean }>(hiddenRowsSql(environment.schema))).rows[0]?.hidden ?? false
  const known = new Map(mirrored.map((row) => [keyOf(row), row.row]))
  const fresh = new Map((await readJournalRows(client, environment, columns, chain.filter((link) => !known.has(keyOf(link))).map(({ id }) => id))).map((row) => [row.id, row]))
  return { chain, hidden, rows: new Map(chain.flatMap((link): [string, JournalRow][] => {
    const row = known.get(keyOf(link)) ?? fresh.get(link.id)
    return row ? [[keyOf(link), row]] : []
  })) }
}

/** Present rows keep their order; each of the others stands before the first that is newer than it. */
function inOrder(rows: readonly StoryRow[]): StoryRow[] {
  const gone = rows.filter(({ chain }) => chain === 'mirror').toSorted((a, b) => momentOf(a.row) - momentOf(b.row))
  const ordered: StoryRow[] = []
  for (const row of rows.filter(({ chain }) => chain !== 'mirror')) {
    while (gone[0] && momentOf(gone[0].row) < momentOf(row.row)) ordered.push(gone.shift() as StoryRow)
    ordered.push(row)
  }
  return [...ordered, ...gone]
}

/** No such table, no right to read it, or a table of another shape: then it tells nothing. */
async function unlessUnreadable<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading
  } catch (thrown) {
    if (thrown instanceof pg.DatabaseError && ['42P01', '3F000', '42501', '42703'].includes(thrown.code ?? '')) return undefined
    throw thrown
  }
}
