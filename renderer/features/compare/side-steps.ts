import { z } from 'zod'
import { progressSchema } from '#shared/contract/jobs.ts'

const sideStepSchema = progressSchema.partial().extend({ kind: z.literal('side'), side: z.enum(['a', 'b']), title: z.string(), state: z.string(), facts: z.number().optional() })
export type SideStep = z.infer<typeof sideStepSchema>

/** The last that the job has said of each side. */
export function lastSteps(steps: readonly Record<string, unknown>[]): Partial<Record<'a' | 'b', SideStep>> {
  const last: Partial<Record<'a' | 'b', SideStep>> = {}
  for (const step of steps) {
    const side = sideStepSchema.safeParse(step)
    if (side.success) last[side.data.side] = side.data
  }
  return last
}
