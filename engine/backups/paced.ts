import type { Progress } from '#shared/contract/jobs.ts'

/** At most so often: each progress is kept, and no eye sees more. */
const everyMs = 250

/** Passes on a progress only if the last one is a while ago. */
export function paced(progress: (progress: Progress) => void): (progress: Progress) => void {
  let last = 0
  return (step) => {
    const now = Date.now()
    if (now - last < everyMs) return
    last = now
    progress(step)
  }
}
