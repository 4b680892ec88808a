import { compareVersions } from './version.ts'

/**
 * The versions that follow the highest of a folder, in its own way of counting: 12 after 11, 007 after 006, 1.4 after 1.3, and after
 * time stamps such as 20261122193000 the given time. `1` for an empty folder.
 */
export function nextVersions(versions: readonly string[], count: number, now: Date): string[] {
  const highest = versions.reduce<string | undefined>((most, version) => (most === undefined || compareVersions(version, most) > 0 ? version : most), undefined)
  const found: string[] = []
  for (let last = highest; found.length < count; ) found.push((last = next(last, now)))
  return found
}

/** The time as a version of 14 digits, in UTC; one second later than the highest version where that is not past. */
export function timeVersion(versions: readonly string[], now: Date): string {
  const stamp = stampOf(now)
  return versions.some((version) => compareVersions(version, stamp) >= 0) ? (nextVersions(versions, 1, now)[0] as string) : stamp
}

/** The version after the highest one of a range of numbers, the first where there is none; undefined when the range is full. */
export function nextInRange(versions: readonly string[], { from, to }: { from: number; to: number }, now: Date): string | undefined {
  const inside = versions.filter((version) => /^\d+$/.test(version) && Number(version) >= from && Number(version) <= to)
  const width = Math.max(0, ...versions.filter((version) => /^\d+$/.test(version)).map((version) => version.length))
  const next = inside.length === 0 ? String(from).padStart(width, '0') : (nextVersions(inside, 1, now)[0] as string)
  return Number(next) <= to ? next : undefined
}

function next(version: string | undefined, now: Date): string {
  if (version === undefined) return '1'
  const [, head = '', tail = ''] = /^(.*?)(\d+)$/.exec(version) ?? []
  if (head === '' && isTime(tail)) {
    const stamp = stampOf(now).slice(0, tail.length)
    if (stamp > tail) return stamp
  }
  return head + String(BigInt(tail) + 1n).padStart(tail.length, '0')
}

function isTime(digits: string): boolean {
  return /^(19|20)\d{2}(0[1-9]|1[0-2])([0-2]\d|3[01])(\d{4}|\d{6})$/.test(digits)
}

function stampOf(now: Date): string {
  return now.toISOString().replace(/\D/g, '').slice(0, 14)
}
