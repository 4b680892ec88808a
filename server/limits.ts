import { AppError } from '#shared/contract/app-error.ts'

/** Numbers that keep one caller from taking the server away from the others. docs/running.md tells them; a test holds the two together. */
export interface ServerLimits {
  /** Requests a minute from one address, before anyone asks who it is. */
  readonly addressPerMinute: number
  /** Requests a minute of one token or session. */
  readonly callerPerMinute: number
  /** Tries to sign in, a minute from one address. */
  readonly signInPerMinute: number
  /** Bytes of a request's body. */
  readonly bodyBytes: number
  /** Seconds that the head of a request may take to arrive. */
  readonly headersSeconds: number
  /** Seconds that a whole request may take to arrive. */
  readonly requestSeconds: number
  /** Seconds that a connection may be silent in both directions. */
  readonly idleSeconds: number
  /** Connections at a time; further ones are closed. */
  readonly connections: number
  /** Requests worked on at a time, streams apart. */
  readonly requests: number
  /** Streams and long polls open at a time. */
  readonly streams: number
  /** Jobs that run or wait; more are not started over HTTP. */
  readonly jobs: number
  /** Milliseconds by which the program may lag behind before it takes no further requests; 0: no limit. */
  readonly lagMs: number
  /** Megabytes of heap in use after which it takes no further requests; 0: no limit. */
  readonly heapMb: number
  /** Seconds that jobs get to reach a safe point at the end. */
  readonly graceSeconds: number
}

export type LimitName = keyof ServerLimits

export const serverLimits: ServerLimits = {
  addressPerMinute: 6000,
  callerPerMinute: 1800,
  signInPerMinute: 10,
  bodyBytes: 1 << 20,
  headersSeconds: 15,
  requestSeconds: 60,
  idleSeconds: 300,
  connections: 2000,
  requests: 200,
  streams: 500,
  jobs: 50,
  lagMs: 1000,
  heapMb: 0,
  graceSeconds: 60,
}

/** Of texts such as `jobs=10`, as flags and the variable STRATA_LIMITS give them; the last of a name counts. Throws `bad_request`. */
export function limitsFrom(texts: readonly string[]): ServerLimits {
  return { ...serverLimits, ...Object.fromEntries(texts.map(limitFrom)) }
}

function limitFrom(text: string): [string, number] {
  const [, name = '', digits = ''] = /^(\w+)=(\d{1,12})$/.exec(text.trim()) ?? []
  const value = Number(digits)
  if (!Object.hasOwn(serverLimits, name)) throw new AppError('bad_request', { problem: `"${text}" names no limit of the server` }, { help: `Write NAME=NUMBER with one of: ${Object.keys(serverLimits).join(', ')}.` })
  if (value < 1 && name !== 'heapMb' && name !== 'lagMs') throw new AppError('bad_request', { problem: `the limit ${name} must be at least 1` })
  return [name, value]
}
