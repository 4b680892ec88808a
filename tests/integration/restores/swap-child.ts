/** Replaces a database, or puts one back, in a process of its own that dies at a step of the swap: URL, data folder, backup or kept database, step. */
import { findBackup } from '#engine/backups/manifests.ts'
import { putBackReplaced } from '#engine/restores/put-back.ts'
import { replaceDatabase } from '#engine/restores/replace-database.ts'
import type { SwapStore } from '#engine/restores/swap-store.ts'
import { environmentAt, makeEngine } from '../backups/test-engine.ts'

const [url = '', dataFolder = '', what = '', deadly = ''] = process.argv.slice(2)
const environment = environmentAt(url)
const engine = makeEngine([environment], dataFolder)

/** Dies before the step is done: what was written down is all that is left. */
function dieAt(step: string): void {
  if (step === deadly) process.kill(process.pid, 'SIGKILL')
}

const { swaps } = engine
const deadlySwaps: SwapStore = {
  begin: async (envId, mark) => {
    await swaps.begin(envId, mark)
    dieAt('begin')
  },
  step: async (id, step) => {
    await swaps.step(id, step)
    dieAt(step)
  },
  open: () => swaps.open(),
}
const job = { signal: new AbortController().signal, progress: ({ label }: { label: string }) => dieAt(label.split(' ')[0] ?? ''), log: () => {} }
const options = { ...job, reason: 'killed', endSessions: true }
const dying = { ...engine, swaps: deadlySwaps }
if (what.includes('_replaced_')) await putBackReplaced(dying, environment, { ...options, database: what })
else await replaceDatabase(dying, await findBackup(engine, what), environment, { ...options, withoutSafetyBackup: true })
