const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

/** The symbols of the SI where English would write a word. */
const symbols: Record<string, string> = { sec: 's', hr: 'h', byte: 'B' }

type When = string | number | Date

/** Numbers, dates, durations and sizes as a reader of this language writes them. */
export function createFormat(language: string) {
  const numbers = remember((options: Intl.NumberFormatOptions) => new Intl.NumberFormat(language, options))
  const dates = remember((options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(language, { hourCycle: 'h23', ...options }))
  const number = (value: number, digits = 0) => numbers({ maximumFractionDigits: digits }).format(value)
  const compact = (value: number) => (value < 100_000 ? number(value) : numbers({ notation: 'compact', maximumFractionDigits: 1 }).format(value))
  const unit = (value: number, name: string, digits = 0) =>
    numbers({ style: 'unit', unit: name, unitDisplay: 'short', maximumFractionDigits: digits })
      .formatToParts(value)
      .map(({ type, value: text }) => (type === 'unit' ? (symbols[text] ?? text) : text))
      .join('')
  const date = (at: When, options: Intl.DateTimeFormatOptions) => dates(options).format(new Date(at))
  const dateTime = (at: When) => date(at, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', ...yearUnlessThis(at) })

  return {
    number,
    compact,
    percent: (share: number) => numbers({ style: 'percent' }).format(share),
    bytes: (bytes: number) => bytesIn(bytes, unit),
    /** "412 ms", "1.4 s", "3 min 51 s". */
    duration: (ms: number) => durationIn(ms, unit),
    date,
    day: (at: When) => date(at, { day: 'numeric', month: 'short', ...yearUnlessThis(at) }),
    time: (at: When) => date(at, { hour: '2-digit', minute: '2-digit', second: '2-digit' }),
    dateTime,
    /** With seconds, zone and year: for details. */
    exact: (at: When) => date(at, { year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit', timeZoneName: 'short' }),
    /** "3 minutes ago" up to a week, then the date. */
    ago: (at: When, now: number = Date.now()) => agoIn(language, new Date(at).getTime(), now, dateTime),
  }
}

/** Making one takes a hundred times as long as using it, and a frame of a moving picture uses many. */
function remember<Options extends object, Made>(make: (options: Options) => Made): (options: Options) => Made {
  const known = new Map<string, Made>()
  return (options) => {
    const key = JSON.stringify(options)
    const made = known.get(key) ?? make(options)
    known.set(key, made)
    return made
  }
}

export type Format = ReturnType<typeof createFormat>

type Unit = (value: number, name: string, digits?: number) => string

function bytesIn(bytes: number, unit: Unit): string {
  const names = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte']
  const power = bytes < 1 ? 0 : Math.min(names.length - 1, Math.floor(Math.log10(bytes) / 3))
  const value = bytes / 1000 ** power
  return unit(value, names[power] ?? 'byte', power > 0 && value < 100 ? 1 : 0)
}

function durationIn(ms: number, unit: Unit): string {
  if (ms < 1) return `< ${unit(1, 'millisecond')}`
  if (ms < second) return unit(Math.round(ms), 'millisecond')
  const seconds = Math.round(ms / second)
  if (seconds < 60) return unit(ms / second, 'second', ms < 9_950 ? 1 : 0)
  const minutes = Math.round(ms / minute)
  if (minutes < 60) return join(unit(Math.floor(seconds / 60), 'minute'), seconds % 60, 'second', unit)
  return join(unit(Math.floor(minutes / 60), 'hour'), minutes % 60, 'minute', unit)
}

function join(whole: string, rest: number, name: string, unit: Unit): string {
  return rest === 0 ? whole : `${whole} ${unit(rest, name)}`
}

function agoIn(language: string, at: number, now: number, dateTime: (at: When) => string): string {
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' })
  const age = Math.max(0, now - at)
  if (age < 10 * second) return relative.format(0, 'second')
  if (age < minute) return relative.format(-Math.floor(age / second), 'second')
  if (age < hour) return relative.format(-Math.floor(age / minute), 'minute')
  if (age < day) return relative.format(-Math.floor(age / hour), 'hour')
  return age < 7 * day ? relative.format(-Math.floor(age / day), 'day') : dateTime(at)
}

function yearUnlessThis(at: When): Intl.DateTimeFormatOptions {
  return new Date(at).getFullYear() === new Date().getFullYear() ? {} : { year: 'numeric' }
}
