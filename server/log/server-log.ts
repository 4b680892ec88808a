import { pino, type Logger } from 'pino'
import type { EngineLog } from '#engine/create-engine.ts'
import { redact, redactText } from '#engine/redact.ts'

export type ServerLog = Logger

/** Names whose values never stand in a line, wherever they are put; the engine's own rules are applied beside. */
const secretPaths = ['password', 'passphrase', 'token', 'secret', 'authorization', 'cookie', 'headers.authorization', 'headers.cookie', '*.password', '*.passphrase', '*.token', '*.secret', '*.authorization', '*.cookie']

/** One JSON object a line: `at`, `level`, `text`, then what belongs to it. */
export function serverLog(write: (line: string) => void): ServerLog {
  return pino(
    {
      base: null,
      messageKey: 'text',
      timestamp: () => `,"at":"${new Date().toISOString()}"`,
      redact: { paths: secretPaths, censor: '***' },
      formatters: { level: (label) => ({ level: label === 'warn' ? 'warning' : label }), log: (details) => redact(details) as Record<string, unknown> },
      hooks: {
        logMethod(given, method) {
          method.apply(this, given.map((part) => (typeof part === 'string' ? redactText(part) : part)) as typeof given)
        },
      },
    },
    { write },
  )
}

/** The engine's lines in the same log. */
export function engineLog(log: ServerLog): EngineLog {
  return (level, text, details) => log[level === 'warning' ? 'warn' : level](detailsOf(details), text)
}

function detailsOf(details: unknown): object {
  if (details === undefined) return {}
  return typeof details === 'object' && details !== null && !Array.isArray(details) && !(details instanceof Error) ? details : { details: details instanceof Error ? { name: details.name, message: details.message, stack: details.stack } : details }
}
