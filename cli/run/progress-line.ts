import type { Progress } from '#shared/contract/jobs.ts'
import type { Look } from '../render/look.ts'
import { bytes, duration } from '../render/values.ts'

/** One line that fits the width: label, bar, amount, rate and time left where they can honestly be said. */
export function progressLine({ label, done, total, unit, rate, secondsLeft }: Progress, { paint, width }: Look): string {
  if (done === undefined || !total) return fit(label, width - 1)
  const share = Math.min(1, done / total)
  const amount = unit === 'bytes' ? `${bytes(done)} of ${bytes(total)}` : `${done} of ${total}${unit ? ` ${unit}` : ''}`
  const speed = rate === undefined ? '' : `, ${unit === 'bytes' ? bytes(rate) : Math.round(rate)}/s`
  const left = secondsLeft === undefined ? '' : `, ${duration(secondsLeft * 1000)} left`
  const tail = ` ${String(Math.floor(share * 100)).padStart(3)} %  ${amount}${speed}${left}`
  const cells = 20
  const full = Math.round(share * cells)
  const bar = `${paint.cyan('#'.repeat(full))}${paint.dim('.'.repeat(cells - full))}`
  return `${fit(label, Math.max(10, width - cells - tail.length - 3))}  ${bar}${tail}`
}

const wide = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u

/** Cuts a text to so many columns; East Asian characters take two. */
export function fit(text: string, columns: number): string {
  let used = 0
  let kept = ''
  for (const character of text) {
    used += wide.test(character) ? 2 : 1
    if (used > columns) return `${kept.slice(0, -1)}~`
    kept += character
  }
  return kept
}
