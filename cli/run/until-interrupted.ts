import type { Terminal } from '../terminal.ts'
import { onInterrupt } from './interrupt.ts'

export function untilInterrupted(terminal: Terminal, quiet: boolean): Promise<void> {
  if (!quiet) terminal.err('Ctrl-C ends it.\n')
  return new Promise((resolve) => {
    const stop = onInterrupt(() => {
      stop()
      resolve()
    })
  })
}
