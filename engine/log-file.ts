import { appendFileSync, existsSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { EngineLog } from './create-engine.ts'
import { makePrivateFolder } from './private-files.ts'

/** Bytes after which a log is put aside; one old file is kept. */
const largeLog = 5 << 20

/**
 * A host's log: JSON lines in `logs/<name>.log` of the data folder, kept from secrets by the engine that writes to it.
 * Few lines are written, so each is on the disk before the program goes on; a log that cannot be written stops nothing.
 */
export function openLogFile(dataFolder: string, name: string): EngineLog {
  const write = openLogLines(dataFolder, name)
  return (level, text, details) => {
    write(`${JSON.stringify({ at: new Date().toISOString(), level, text, ...(details !== undefined && { details: plain(details) }) })}\n`)
  }
}

/** The file alone: takes whole lines, which must be free of secrets. */
export function openLogLines(dataFolder: string, name: string): (line: string) => void {
  const folder = join(dataFolder, 'logs')
  const file = join(folder, `${name}.log`)
  makePrivateFolder(folder)
  let bytes = existsSync(file) ? statSync(file).size : 0
  return (line) => {
    try {
      if (bytes > largeLog) renameSync(file, join(folder, `${name}.old.log`))
      if (bytes > largeLog) bytes = 0
      appendFileSync(file, line, { mode: 0o600 })
      bytes += Buffer.byteLength(line)
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
