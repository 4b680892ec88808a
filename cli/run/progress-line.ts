import type { Progress } from '#shared/contract/jobs.ts'
import type { Look } from '../render/look.ts'
import { bytes, duration } from '../render/values.ts'
import { fit, width as widthOf } from '../render/width.ts'

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
  return `${fit(label, Math.max(10, width - cells - widthOf(tail) - 3))}  ${bar}${tail}`
}
