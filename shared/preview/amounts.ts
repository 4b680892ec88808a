/** How amounts are said in a language; numbers come raw, so that each host says them in its reader's words. */
export interface Speech {
  /** "12.3 million rows", "1 row". */
  rows(count: number): string
  bytes(bytes: number): string
  /** A range of milliseconds: "20 s to 1 min", "under 1 ms"; equal ends mean that it hardly varies. */
  time(lowMs: number, highMs: number): string
}

const number = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })

/** The words of the command line and of reports. */
export const english: Speech = {
  rows: (count) => (Math.round(count) === 1 ? '1 row' : `${countOf(count)} rows`),
  bytes: bytesOf,
  time: (lowMs, highMs) => rangeOf(lowMs, highMs),
}

function countOf(count: number): string {
  const [name, unit] = count >= 999_500_000 ? ['billion', 1e9] : ['million', 1e6]
  return count < 999_500 ? number.format(count) : `${short(count / unit)} ${name}`
}

function bytesOf(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3))
  return `${power === 0 ? Math.round(bytes) : short(bytes / 1000 ** power)} ${units[power]}`
}

/** One digit after the point below 100, and none where it is 0. */
function short(value: number): string {
  return value < 99.95 ? String(Math.round(value * 10) / 10) : number.format(value)
}

function rangeOf(lowMs: number, highMs: number): string {
  if (highMs < 1) return 'under 1 ms'
  const [low, high] = [durationOf(lowMs), durationOf(highMs)]
  if (low === high || highMs <= lowMs * 1.3) return `about ${high}`
  const [value, unit] = low.split(' ') as [string, string]
  return high.endsWith(` ${unit}`) ? `${value} to ${high}` : `${low} to ${high}`
}

const units: readonly (readonly [string, number])[] = [['h', 3_600_000], ['min', 60_000], ['s', 1000], ['ms', 1]]

/** Two digits that count, in the largest unit of which there are at least 1.5. */
function durationOf(ms: number): string {
  if (ms < 1) return '1 ms'
  const [name, size] = units.find(([unit, one]) => ms >= one * (unit === 's' ? 1 : 1.5)) ?? ['ms', 1]
  const value = ms / size
  return `${value < 10 ? Math.round(value * 10) / 10 : Math.round(value)} ${name}`
}
