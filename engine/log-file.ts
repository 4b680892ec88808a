import { existsSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pino } from 'pino'
import type { EngineLog } from './create-engine.ts'
import { makePrivateFolder } from './private-files.ts'

/** Bytes after which the log of earlier runs is put aside; one old file is kept. */
const largeLog = 5 << 20

/** A host's log: JSON lines in `logs/<name>.log` of the data folder, kept from secrets by the engine that writes to it. */
export function openLogFile(dataFolder: string, name: string): EngineLog {
  const folder = join(dataFolder, 'logs')
  const file = join(folder, `${name}.log`)
  makePrivateFolder(folder)
  if (existsSync(file) && statSync(file).size > largeLog) renameSync(file, join(folder, `${name}.old.log`))
  const log = pino({ base: undefined, serializers: { details: plain } }, pino.destination({ dest: file, sync: true, mode: 0o600 }))
  const write = { info: log.info.bind(log), warning: log.warn.bind(log), error: log.error.bind(log) }
  return (level, text, details) => write[level](details === undefined ? {} : { details }, text)
}

/** JSON knows nothing of an Error's message and cause. */
function plain(value: unknown): unknown {
  if (value instanceof Error) return { name: value.name, message: value.message, stack: value.stack, ...(value.cause !== undefined && { cause: plain(value.cause) }) }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, plain(part)]))
}
