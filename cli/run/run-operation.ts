import { AppError } from '#shared/contract/app-error.ts'
import { asAppError, type StrataClient } from '#shared/contract/client.ts'
import type { Given } from '../commands/given.ts'
import { needsTarget } from '../commands/operation-command.ts'
import type { ShellOperation } from '../commands/shell-operations.ts'
import { openSession, type Session } from '../session/open-session.ts'
import { chooseTarget } from '../session/target.ts'
import type { Terminal } from '../terminal.ts'
import { outcomeExit } from './exit-code.ts'
import { followJob } from './follow-job.ts'
import { liveView, plainView, silentView, watchLine, type JobView } from './job-view.ts'
import { logTo } from './log.ts'
import { outputTo } from './output-file.ts'
import { withAddress, withPassphrase } from './passphrase.ts'
import { printOutput } from './print.ts'
import { untilInterrupted } from './until-interrupted.ts'

/** Runs one operation from start to end; resolves to the exit code and throws AppErrors. */
export async function runOperation(terminal: Terminal, operation: ShellOperation, given: Given): Promise<number> {
  requireYes(operation, given)
  const whole = await withAddress(terminal, operation, await withPassphrase(terminal, operation, given))
  const target = chooseTarget(given.target, needsTarget(operation), process.env)
  const session = await openSession(target, given.target, logTo(terminal))
  try {
    if (operation.name === 'jobs.watch') return await watch(terminal, session.client, given)
    const output = await answered(terminal, session, operation, whole)
    await printOutput(await outputTo(terminal, given.output), operation.name, output, given.json)
    // The sample's server lives as long as the process that started it.
    if (operation.name === 'app.openSample') await untilInterrupted(terminal, given.quiet)
    return outcomeExit(operation.name, output)
  } finally {
    await session.close()
  }
}

/** What cannot be taken back and has no confirmation of its own. */
function requireYes({ access, input, words, name }: ShellOperation, { yes, input: given }: Given): void {
  if (access !== 'destructive' || 'confirm' in input.shape || yes || given.dryRun === true) return
  throw new AppError('bad_request', { problem: `"${words.join(' ')}" cannot be taken back` }, { where: { step: name }, help: 'If you are sure, add --yes.' })
}

type Call = (input: unknown) => Promise<unknown>

/** The output, of a job its result. Where a person sits at the terminal, a missing confirmation is asked for. */
async function answered(terminal: Terminal, session: Session, operation: ShellOperation, given: Given): Promise<unknown> {
  const input: Record<string, unknown> = { ...given.input, ...(session.env !== undefined && { env: session.env }), ...(given.yes && 'confirm' in operation.input.shape && { confirm: session.env }) }
  for (;;) {
    try {
      return await attempt(terminal, session.client, operation, given, input)
    } catch (thrown) {
      const error = asAppError(thrown)
      const more = confirmedName(operation, given, input, error) ?? (terminal.ask && (await missing(terminal.ask, error, session.env)))
      if (!more) throw error
      Object.assign(input, more)
    }
  }
}

/** `--yes` confirms the environment that the operation itself has found, such as that of a backup. */
function confirmedName({ input: { shape } }: ShellOperation, { yes }: Given, input: Record<string, unknown>, { code, data }: AppError): Record<string, string> | undefined {
  const env = data.params?.['env']
  return yes && code === 'confirmation_required' && 'confirm' in shape && typeof env === 'string' && input['confirm'] !== env ? { confirm: env } : undefined
}

/** What a person answers where a confirmation is missing; undefined: nothing. */
export async function missing(ask: NonNullable<Terminal['ask']>, error: AppError, env: string | undefined): Promise<Record<string, string> | undefined> {
  if (error.code === 'reason_required') {
    const reason = await ask('Why? (kept in the journal) ')
    return reason.trim() === '' ? undefined : { reason }
  }
  if (error.code !== 'confirmation_required') return undefined
  const confirm = await ask(`${error.message}\nType ${env === undefined ? 'the name of the environment' : env} to go on: `)
  return confirm.trim() === '' || confirm.trim() !== env ? undefined : { confirm: confirm.trim() }
}

async function attempt(terminal: Terminal, client: StrataClient, operation: ShellOperation, given: Given, input: unknown): Promise<unknown> {
  const area = client[operation.area as keyof StrataClient] as unknown as Record<string, Call>
  const output = await area[operation.verb]?.(input)
  const jobId = startedJob(operation, output)
  if (jobId === undefined) return output
  const job = await followJob(client, jobId, viewOf(terminal, given))
  if (job.error) throw AppError.from(job.error)
  return operation.job ? job.result : output
}

/** A job lives no longer than the process that runs it, so whatever an operation has started is followed. */
function startedJob({ job, name }: ShellOperation, output: unknown): string | undefined {
  if (!job && name !== 'approvals.approve') return undefined
  return (output as { jobId: string | null }).jobId ?? undefined
}

export function viewOf(terminal: Terminal, { quiet, json }: Pick<Given, 'quiet' | 'json'>): JobView {
  if (quiet) return silentView
  if (terminal.live) return liveView(terminal)
  return json ? silentView : plainView(terminal)
}

async function watch(terminal: Terminal, client: StrataClient, { input, json }: Given): Promise<number> {
  for await (const event of await client.jobs.watch(input as { jobId: string; after: number })) {
    const line = json ? `${JSON.stringify(event)}\n` : watchLine(event, terminal.look)
    if (line) terminal.out(line)
  }
  const job = await client.jobs.get({ jobId: String(input.jobId) })
  if (job.error) throw AppError.from(job.error)
  return 0
}
