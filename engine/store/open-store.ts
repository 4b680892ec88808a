import { chmodSync, closeSync, existsSync, openSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type BetterSqlite3 from 'better-sqlite3'
import { AppError } from '#shared/contract/app-error.ts'
import { makePrivateFolder } from '../private-files.ts'
import { storeMigrations } from './migrations/index.ts'

export type Database = BetterSqlite3.Database

const storeName = 'strata.db'

/** Opens the local store of a data folder, making or upgrading it; throws `store_unusable`. */
export function openStore(folder: string, migrations: readonly string[] = storeMigrations): Database {
  const file = join(folder, storeName)
  let database: Database | undefined
  try {
    makePrivateFolder(folder)
    makePrivateFile(file)
    database = new (sqlite())(file, { timeout: 5_000 })
    database.pragma('journal_mode = WAL')
    database.pragma('synchronous = NORMAL')
    database.pragma('foreign_keys = ON')
    upgrade(database, file, migrations)
    return database
  } catch (thrown) {
    database?.close()
    throw unusable(thrown, file)
  }
}

/** Loaded at the first use: a run that needs no store must work where the native module does not. */
function sqlite(): typeof BetterSqlite3 {
  return createRequire(import.meta.url)('better-sqlite3') as typeof BetterSqlite3
}

/** SQLite gives its side files the mode of the main file. */
function makePrivateFile(file: string): void {
  closeSync(openSync(file, 'a', 0o600))
  if (process.platform !== 'win32') chmodSync(file, 0o600)
}

function upgrade(database: Database, file: string, migrations: readonly string[]): void {
  const before = version(database)
  if (before > migrations.length) throw new NewerStore(before, migrations.length)
  if (before === migrations.length) return
  if (before > 0) keepCopy(database, `${file}.version-${before}.bak`)
  migrations.forEach((sql, index) => {
    const step = database.transaction(() => {
      // Another process may have been faster while this one waited for the lock.
      if (version(database) !== index) return
      database.exec(sql)
      database.pragma(`user_version = ${index + 1}`)
    })
    step.immediate()
  })
}

function version(database: Database): number {
  return Number(database.pragma('user_version', { simple: true }))
}

/** A plain file copy would miss what still stands in the write-ahead log. */
function keepCopy(database: Database, copy: string): void {
  if (existsSync(copy)) rmSync(copy)
  makePrivateFile(copy)
  database.prepare('VACUUM INTO ?').run(copy)
}

class NewerStore extends Error {
  constructor(found: number, known: number) {
    super(`it was written by a newer Strata (version ${found} of the store; this one knows ${known})`)
  }
}

function unusable(thrown: unknown, file: string): AppError {
  if (thrown instanceof AppError) return thrown
  const problem = thrown instanceof Error ? thrown.message : String(thrown)
  const state = 'Nothing in the store was changed.'
  if (thrown instanceof NewerStore) return new AppError('store_unusable', { problem }, { state, help: `Update Strata, or start with another folder in STRATA_HOME. The store is ${file}` })
  return new AppError('store_unusable', { problem: `${file}: ${problem}` }, { state, cause: thrown })
}
