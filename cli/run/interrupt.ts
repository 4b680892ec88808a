/** One keystroke can arrive twice: from the terminal, and passed on by the program that started this one. */
const sameStroke = 300

/** Calls back at each Ctrl-C, or polite request to end, with its number from 1. Returns what takes the listener away. */
export function onInterrupt(listener: (times: number) => void, now: () => number = Date.now): () => void {
  let times = 0
  let last = Number.NEGATIVE_INFINITY
  const heard = () => {
    const at = now()
    if (at - last >= sameStroke) listener((times += 1))
    last = at
  }
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  for (const signal of signals) process.on(signal, heard)
  return () => signals.forEach((signal) => process.off(signal, heard))
}
