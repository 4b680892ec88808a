import { expect, test } from 'vitest'
import type { JobEvent } from '#shared/contract/jobs.ts'
import type { Terminal } from '../terminal.ts'
import { plainView } from './job-view.ts'

const at = (ms: number) => new Date(1_700_000_000_000 + ms).toISOString()
const step = (seq: number, ms: number, label: string): JobEvent => ({ seq, at: at(ms), type: 'progress', progress: { label } })

test('a log names a step at most once a second', () => {
  const lines: string[] = []
  const view = plainView({ err: (text: string) => lines.push(text) } as unknown as Terminal)
  const steps: [number, string][] = [[0, 'Read tables'], [20, 'Read views'], [900, 'Read columns'], [1000, 'Read comments'], [1500, 'Read owners'], [5000, 'Compare']]
  for (const [seq, [ms, label]] of steps.entries()) view.event(step(seq, ms, label))
  expect(lines).toEqual(['Read tables\n', 'Read comments\n', 'Compare\n'])
})
