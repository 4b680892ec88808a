/** `npm run tour`: the main job on the sample without a window, step by step, with what came of each in words. */
import { toAppError } from '../shared/contract/app-error.ts'
import { asAppError } from '../shared/contract/client.ts'
import { renderError } from '../cli/render/error.ts'
import { paint } from '../cli/render/look.ts'
import { duration } from '../cli/render/values.ts'
import { onInterrupt } from '../cli/run/interrupt.ts'
import { backUp, restore, verify } from './tour/backup-steps.ts'
import { connect, fail, migrate, plan, recover, startSample, timeline, undo } from './tour/migration-steps.ts'
import type { TourNotes, TourStep } from './tour/notes.ts'
import { TourWorld } from './tour/tour-world.ts'

const steps: readonly TourStep[] = [startSample, connect, plan, backUp, migrate, timeline, undo, fail, recover, restore, verify]
const look = { paint: paint(Boolean(process.stdout.isTTY) && !process.env.NO_COLOR), width: process.stdout.columns || 100 }

async function walk(world: TourWorld, notes: TourNotes): Promise<void> {
  for (const [index, step] of steps.entries()) {
    console.log(look.paint.bold(`${index + 1}. ${step.title}`))
    const began = performance.now()
    const words = await step.run(world, notes)
    for (const line of words) console.log(`   ${line}`)
    console.log(look.paint.dim(`   (${duration(performance.now() - began)})`))
  }
}

function explain(thrown: unknown): void {
  const error = asAppError(thrown)
  if (error.code === 'internal') console.error(thrown)
  else console.error(renderError(toAppError(error).data, look))
}

const world = new TourWorld()
const notes: TourNotes = {}
const interrupted = new Promise<never>((_, reject) => onInterrupt(() => reject(new Error('The tour was interrupted.'))))
let code = 1
try {
  await Promise.race([walk(world, notes), interrupted])
  console.log(notes.noClient ? 'The tour is done, without backups and restores.' : 'The tour is done: every step came out as it should.')
  code = 0
} catch (thrown) {
  explain(thrown)
} finally {
  await world.close()
}
process.exit(code)
