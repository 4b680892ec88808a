import pg from 'pg'
import { expect } from 'vitest'
import { readSnapshot } from '#engine/schema/read-snapshot.ts'
import type { Destruction, KeepWay } from '#shared/contract/preview.ts'
import { keepData, findDestructions, type Kept } from '#shared/keep/keep.ts'
import { kinds } from '#shared/kinds/index.ts'
import { lintFile } from '#shared/lint/lint-file.ts'
import { diffSnapshots } from '#shared/schema/diff.ts'
import { Snapshot } from '#shared/schema/snapshot.ts'
import { createDatabase, type TestDatabase } from '../../support/database.ts'

export interface Case {
  setup: string
  up: string
  /** null: none, the undo is written from the facts. */
  undo?: string | null
  way?: KeepWay
  /** Absent: every statement that destroys something, one after the other. */
  statements?: number[]
}

export interface Shown extends Kept {
  destroys: Destruction[]
  /** While the migration is applied. */
  during: Record<string, string>
}

export async function snapshotOf(database: TestDatabase): Promise<Snapshot> {
  return readSnapshot(async () => {
    const client = new pg.Client({ connectionString: database.url })
    await client.connect()
    return client
  }, kinds)
}

/** Every table as COPY writes it, in a fixed order. */
export async function dump(database: TestDatabase): Promise<Record<string, string>> {
  const tables = await database.query<{ name: string }>("SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE relkind IN ('r', 'p', 'm') AND nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'strata_archive') ORDER BY 1")
  const found: Record<string, string> = {}
  for (const { name } of tables) {
    const columns = await database.query<{ list: string; texts: string }>('SELECT string_agg(quote_ident(attname), \', \' ORDER BY attname) AS list, string_agg(format(\'%L || coalesce(quote_literal(%I::text), \'\'null\'\')\', attname || \'=\', attname), \' || \'\' \'\' || \' ORDER BY attname) AS texts FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped', [name])
    const rows = await database.query<{ row: string }>(`SELECT ${columns[0]?.texts ?? "''"} AS row FROM ${name} ORDER BY 1`)
    found[name] = `${columns[0]?.list}\n${rows.map(({ row }) => row).join('\n')}`
  }
  const sequences = await database.query<{ name: string }>("SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE relkind = 'S' AND nspname <> 'strata_archive' ORDER BY 1")
  for (const { name } of sequences) found[name] = JSON.stringify(await database.query(`SELECT last_value, is_called FROM ${name}`))
  return found
}

/** What differs between two schemas, the archive left out. */
export function differences(a: Snapshot, b: Snapshot): string[] {
  const bare = (snapshot: Snapshot) => new Snapshot(snapshot.head, [...snapshot.facts.values()].filter(({ id }) => !/[:@]strata_archive\b/.test(id)), [])
  return diffSnapshots(bare(a), bare(b)).map(({ change, id, attributes }) => `${change} ${id} ${attributes.map(({ name, before, after }) => `${name}: ${JSON.stringify(before)} -> ${JSON.stringify(after)}`).join(', ')}`)
}

async function inOneTransaction(database: TestDatabase, sql: string): Promise<void> {
  try {
    await database.query(`BEGIN;\n${sql}\n;COMMIT`)
  } catch (thrown) {
    await database.query('ROLLBACK').catch(() => {})
    throw Object.assign(new Error(`${thrown instanceof Error ? thrown.message : String(thrown)}\n${sql}`), { cause: thrown })
  }
}

/** Writes the way for the statements, then proves it: up, down, the same rows and the same schema; up once more. */
export async function prove({ setup, up, undo = null, way = 'archive', statements }: Case): Promise<Shown> {
  const database = await createDatabase('keep')
  try {
    await database.query(setup)
    const [before, rows] = [await snapshotOf(database), await dump(database)]
    const script = 'V16__change.sql'
    const destroys = findDestructions(await lintFile(script, up), before, 'public')
    let kept: Kept = { text: up, undo, notes: [] }
    const wanted = statements ?? [...new Set(destroys.map(({ statement }) => statement))]
    for (const original of wanted) {
      const next = await choose(kept, original, wanted, way, before)
      kept = { ...next, notes: [...kept.notes, ...next.notes] }
    }
    await inOneTransaction(database, kept.text)
    const during = await dump(database)
    await inOneTransaction(database, kept.undo ?? '')
    expect(await dump(database)).toEqual(rows)
    expect(differences(before, await snapshotOf(database))).toEqual([])
    expect(await database.query("SELECT relname FROM pg_class WHERE relnamespace = to_regnamespace('strata_archive') AND relkind = 'r'")).toEqual([])
    await inOneTransaction(database, kept.text)
    expect(await dump(database)).toEqual(during)
    await discardsWhole(kept, up, undo, before)
    return { ...kept, destroys, during }
  } finally {
    await database.drop()
  }
}

/** Numbers grow with every choice before them. */
async function choose(kept: Kept, original: number, wanted: readonly number[], way: KeepWay, before: Snapshot): Promise<Kept> {
  const file = await lintFile('V16__change.sql', kept.text)
  const open = [...new Set(findDestructions(file, before, 'public').map(({ statement }) => statement))].toSorted((a, b) => a - b)
  const statement = open[wanted.toSorted((a, b) => a - b).indexOf(original)] ?? original
  return keepData({ file, version: '16', undo: kept.undo, statement, way, before, schema: 'public' })
}

/** Discarding all choices gives the texts that were there first. */
async function discardsWhole(kept: Kept, up: string, undo: string | null, before: Snapshot): Promise<void> {
  let [text, undoText] = [kept.text, kept.undo]
  for (;;) {
    const file = await lintFile('V16__change.sql', text)
    const chosen = findDestructions(file, before, 'public').find((one) => one.chosen !== 'discard')
    if (!chosen) break
    const less = await keepData({ file, version: '16', undo: undoText, statement: chosen.statement, way: 'discard', before, schema: 'public' })
    text = less.text
    undoText = less.undo
  }
  expect(text).toBe(up)
  expect((undoText ?? '').replace(/;\s*$/, '')).toBe((undo ?? '').replace(/;\s*$/, ''))
}
