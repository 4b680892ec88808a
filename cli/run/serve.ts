import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '#shared/contract/app-error.ts'
import { dataFolder } from '#engine/data-folder.ts'
import { Scheduler } from '#engine/backups/keeping/scheduler.ts'
import { startFleetWorkers } from '#engine/fleet/run/workers.ts'
import { HookWork } from '#engine/hooks/hook-work.ts'
import { deployActions } from '#engine/operations/deployed.ts'
import { openLogLines } from '#engine/log-file.ts'
import { limitsFrom } from '../../server/limits.ts'
import { engineLog, serverLog } from '../../server/log/server-log.ts'
import type { ServeOptions } from '../../server/serve.ts'
import { projectRoot } from '../project-root.ts'
import { openStoreEngine } from '../session/store-engine.ts'
import type { Terminal } from '../terminal.ts'
import { accessOptions, tellAddress, type ServeAccess } from './serve-access.ts'
import { liveView, plainView } from './job-view.ts'
import { untilEnded } from './until-ended.ts'

export interface ServeRequest {
  port?: number | undefined
  openSample: boolean
  access: ServeAccess
  /** `NAME=NUMBER`; the last of a name counts. */
  limits?: readonly string[]
  trustProxy?: readonly string[] | undefined
  metrics?: ServeOptions['metrics']
  /** Absent: a file of the data folder. */
  logTo?: 'file' | 'stdout'
  /** Gets the address once a browser may open it. */
  onReady?: (url: string) => void
}

/** Serves the studio to a browser until Ctrl-C; resolves to the exit code. */
export async function serve(terminal: Terminal, { port, openSample, access, limits: limitTexts = [], trustProxy, metrics, logTo, onReady }: ServeRequest): Promise<number> {
  const renderer = join(projectRoot(), 'out/renderer')
  if (!existsSync(join(renderer, 'index.html'))) throw new AppError('bad_request', { problem: 'the pages of the studio are not built yet' }, { help: 'Run npm run build first.' })
  const reached = accessOptions(access)
  const limits = limitsFrom(limitTexts)
  const lines = serverLog(logTo === 'stdout' ? (line) => void process.stdout.write(line) : openLogLines(dataFolder(), 'server'))
  const log = engineLog(lines)
  const engine = await openStoreEngine('browser', log)
  const scheduler = new Scheduler(engine, { onTrouble: (thrown) => log('error', 'The schedule of backups', thrown), note: log })
  const hooks = new HookWork(engine, deployActions(engine), { onTrouble: (thrown) => log('error', 'Webhooks and triggers', thrown) })
  const fleets = await startFleetWorkers(engine)
  try {
    if (openSample) await startSample(terminal, engine.sample)
    const { serve: listen } = await import('../../server/serve.ts')
    const served = await listen(engine, { ...reached, renderer, port, limits, log, requestLog: lines, ...(trustProxy && { trustProxy }), ...(metrics && { metrics }), logError: (text, details) => log('error', text, details) })
    // Where the log is on standard output, nothing else is.
    tellAddress(logTo === 'stdout' ? { ...terminal, out: terminal.err } : terminal, served, access)
    onReady?.(served.url)
    return await untilEnded({ terminal, served, engine, scheduler, graceSeconds: limits.graceSeconds })
  } finally {
    await fleets.stop()
    await hooks.stop()
    await scheduler.stop()
    await engine.close()
  }
}

async function startSample(terminal: Terminal, sample: { start(options: { progress: (progress: { label: string }) => void }): Promise<void> }): Promise<void> {
  const view = terminal.live ? liveView(terminal) : plainView(terminal)
  let seq = 0
  try {
    await sample.start({ progress: (progress) => view.event({ seq: (seq += 1), at: new Date().toISOString(), type: 'progress', progress }) })
  } finally {
    view.end()
  }
}
