import { appendFileSync, existsSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { EngineLog } from './create-engine.ts'
import { makePrivateFolder } from './private-files.ts'

/** Bytes after which the log of earlier runs is put aside; one old file is kept. */
const largeLog = 5 << 20

/**
 * A host's log: JSON lines in `logs/<name>.log` of the data folder, kept from secrets by the engine that writes to it.
 * Few lines are written, so each is on the disk before the program goes on; a log that cannot be written stops nothing.
 */
export function openLogFile(dataFolder: string, name: string): EngineLog {
  const folder = join(dataFolder, 'logs')
  const file = join(folder, `${name}.log`)
  makePrivateFolder(folder)
  if (existsSync(file) && statSync(file).size > largeLog) renameSync(file, join(folder, `${name}.old.log`))
  return (level, text, details) => {
    const line = JSON.stringify({ at: new Date().toISOString(), level, text, ...(details !== undefined && { details: plain(details) }) })
    try {
      appendFileSync(file, `${line}\n`, { mode: 0o600 })
    } catch (error) {
      console.error('The log cannot be written:', error)
    }
  }
}

/** JSON knows nothing of an Error's message and cause. */
function plain(value: unknown): unknown {
  if (value instanceof Error) return { name: value.name, message: value.message, stack: value.stack, ...(value.cause !== undefined && { cause: plain(value.cause) }) }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, plain(part)]))
}
