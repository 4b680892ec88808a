import type { EngineLog } from '#engine/create-engine.ts'
import type { Terminal } from '../terminal.ts'

/** The engine's log is for those who look for a fault: silent unless STRATA_LOG is set. */
export function logTo(terminal: Terminal, variables: NodeJS.ProcessEnv = process.env): EngineLog {
  if (!variables.STRATA_LOG) return () => {}
  return (level, text, details) => terminal.err(`${level}: ${text}${details === undefined ? '' : ` ${inspected(details)}`}\n`)
}

function inspected(details: unknown): string {
  return details instanceof Error ? (details.stack ?? details.message) : JSON.stringify(details)
}
