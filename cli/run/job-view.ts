import type { DoctorStep } from '#shared/contract/environments.ts'
import type { JobEvent } from '#shared/contract/jobs.ts'
import type { StatementRun } from '#shared/contract/migrations.ts'
import type { Look } from '../render/look.ts'
import { duration } from '../render/values.ts'
import type { Terminal } from '../terminal.ts'
import { progressLine } from './progress-line.ts'

/** Shows a job while it runs. */
export interface JobView {
  event(event: JobEvent): void
  /** A word of the shell's own, such as that it is cancelling. */
  note(text: string): void
  end(): void
}

export const silentView: JobView = { event: () => {}, note: () => {}, end: () => {} }

const clearLine = '\r\u001b[2K'

/** On a terminal: lines for what is done, and below them one line of progress that is drawn again and again. */
export function liveView(terminal: Terminal): JobView {
  let drawn = ''
  const draw = (line: string) => {
    if (line !== drawn) terminal.err(clearLine + line)
    drawn = line
  }
  const above = (text: string) => {
    const below = drawn
    draw('')
    terminal.err(text)
    draw(below)
  }
  return {
    event: (event) => {
      if (event.progress) draw(progressLine(event.progress, terminal.errLook))
      const line = eventLine(event, terminal.errLook)
      if (line) above(line)
    },
    note: above,
    end: () => draw(''),
  }
}

/** Between two labels of a log, milliseconds. */
const quietMs = 1000

/** Where lines are kept, as in a pipeline's log: each thing once, and nothing is drawn twice. */
export function plainView(terminal: Terminal): JobView {
  let label = ''
  let told = -Infinity
  let byMigration = false
  return {
    event: (event) => {
      byMigration ||= event.data?.kind === 'migration'
      // Labels are told a few times a second: of quick migrations they would name some and leave others out, and quick steps would fill the log.
      const at = Date.parse(event.at)
      if (event.progress && event.progress.label !== label && !byMigration && at - told >= quietMs) {
        label = event.progress.label
        told = at
        terminal.err(`${label}\n`)
      }
      const line = migrationLine(event) ?? eventLine(event, terminal.errLook)
      if (line) terminal.err(line)
    },
    note: (text) => terminal.err(text),
    end: () => {},
  }
}

function migrationLine({ data }: JobEvent): string | undefined {
  if (data?.kind !== 'migration') return undefined
  const { script, index, of, phase } = data as { script: string; index: number; of: number; phase: string }
  return phase === 'started' ? undefined : `${script}: ${phase} (${index} of ${of})\n`
}

/** The line that an event leaves behind; none for those that only move the bar. */
export function eventLine({ log, data }: JobEvent, look: Look): string | undefined {
  if (log) return `${logMark(log.level, look)}${log.text}\n`
  return data?.kind === 'statement' ? statementLine(data as unknown as StatementRun, look) : undefined
}

function logMark(level: 'info' | 'warning' | 'error', { paint }: Look): string {
  return { info: '', warning: paint.yellow('warning: '), error: paint.red('error: ') }[level]
}

/** Statements that went well are counted by the bar; the others, and slow ones, are worth a line. */
function statementLine({ script, number, of, line, command, outcome, ms }: StatementRun, { paint }: Look): string | undefined {
  if (outcome === 'done' && ms < 1000) return undefined
  const mark = { done: paint.dim('slow'), failed: paint.red('failed'), cancelled: paint.yellow('cancelled') }[outcome]
  return `  ${mark}  ${script}:${line}  statement ${number} of ${of}, ${command}, ${duration(ms)}\n`
}

/** For `jobs watch`, where each step is asked for. */
export function watchLine(event: JobEvent, look: Look): string | undefined {
  if (event.state) return `${look.paint.dim(event.at)}  ${event.state}\n`
  if (event.progress) return `${look.paint.dim(event.at)}  ${progressLine(event.progress, { ...look, width: look.width - 26 })}\n`
  if (event.data?.kind === 'doctor-step') {
    const { step, message } = event.data as unknown as DoctorStep
    return `${look.paint.dim(event.at)}  ${step}: ${message}\n`
  }
  const line = eventLine(event, look)
  return line && `${look.paint.dim(event.at)}  ${line}`
}
