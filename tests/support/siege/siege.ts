import { appErrorSchema } from '#shared/contract/app-error.ts'
import { sampleOf, textsOf, withValue, type Target, type Way } from './document.ts'

export interface Shot {
  operation: string
  method: string
  /** With the query. */
  path: string
  body: string | undefined
  /** The field that was tried, and what was put there. */
  place: string
  value: unknown
}

export interface Verdict {
  shots: number
  /** Answers by status. */
  byStatus: Record<number, number>
  /** What should not have been answered, at most fifty. */
  bad: { shot: Shot; problem: string }[]
}

/** The requests that try every field of an operation with every value; `known` names what exists. */
export function shotsAt(target: Target, values: readonly unknown[], known: Readonly<Record<string, unknown>>): Shot[] {
  const parameters = target.parameters.map((parameter) => ({ ...parameter, sample: sampleOf(parameter.schema, parameter.name, known) }))
  const body = target.body && sampleOf(target.body, '', known)
  const shot = (place: string, value: unknown, given: Record<string, unknown>, sent: unknown): Shot => ({ operation: target.operation, method: target.method, path: addressOf(target, given), body: sent === undefined ? undefined : JSON.stringify(sent), place, value })
  const given = Object.fromEntries(parameters.filter(({ required, name }) => required || name in known).map(({ name, sample }) => [name, sample]))
  const inAddress = parameters.flatMap(({ name }) => values.map((value) => shot(name, value, { ...given, [name]: value }, body)))
  const ways: Way[] = target.body ? distinct(textsOf(target.body)) : []
  return [...inAddress, ...ways.flatMap((way) => values.map((value) => shot(way.join('.'), value, given, withValue(body, way, value))))]
}

function distinct(ways: readonly Way[]): Way[] {
  return [...new Map(ways.map((way) => [way.join('.'), way])).values()]
}

function addressOf({ path, parameters }: Target, given: Readonly<Record<string, unknown>>): string {
  const query = new URLSearchParams()
  for (const { name, in: where } of parameters) if (where === 'query' && name in given) query.set(name, wellFormed(given[name]))
  const filled = path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => encodeURIComponent(wellFormed(given[name])))
  return query.size > 0 ? `${filled}?${query.toString()}` : filled
}

function wellFormed(value: unknown): string {
  return Buffer.from(typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).toString()
}

export interface Besieged {
  origin: string
  headers: Readonly<Record<string, string>>
  /** Texts that must be in no answer. */
  secrets: readonly string[]
}

/** Sends the shots, a few at a time, and judges the answers. An answer that goes on is read no further than its beginning. */
export async function besiege({ origin, headers, secrets }: Besieged, shots: readonly Shot[], atOnce = 8): Promise<Verdict> {
  const verdict: Verdict = { shots: shots.length, byStatus: {}, bad: [] }
  const waiting = [...shots]
  const lane = async () => {
    for (let shot = waiting.pop(); shot; shot = waiting.pop()) {
      const problem = await fire(origin, headers, secrets, shot, verdict).catch((thrown: unknown) => `no answer: ${String(thrown)}`)
      if (problem !== undefined && verdict.bad.length < 50) verdict.bad.push({ shot: { ...shot, body: shot.body?.slice(0, 300), path: shot.path.slice(0, 300) }, problem })
    }
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
  return verdict
}

const patienceMs = 15_000

async function fire(origin: string, headers: Readonly<Record<string, string>>, secrets: readonly string[], shot: Shot, verdict: Verdict): Promise<string | undefined> {
  const abort = new AbortController()
  const timer = setTimeout(() => abort.abort(), patienceMs)
  try {
    const answer = await fetch(`${origin}${shot.path}`, { method: shot.method, headers: { ...headers, ...(shot.body !== undefined && { 'content-type': 'application/json' }) }, ...(shot.body !== undefined && { body: shot.body }), signal: abort.signal, redirect: 'manual' })
    verdict.byStatus[answer.status] = (verdict.byStatus[answer.status] ?? 0) + 1
    const stream = answer.headers.get('content-type')?.includes('event-stream') ?? false
    const text = stream ? '' : await answer.text()
    if (stream) abort.abort()
    return problemOf(answer, text, secrets)
  } finally {
    clearTimeout(timer)
  }
}

function problemOf(answer: Response, text: string, secrets: readonly string[]): string | undefined {
  if (answer.headers.get('set-cookie')?.includes('siege')) return 'a header was injected'
  for (const secret of secrets) if (text.includes(secret)) return 'a secret was told'
  if (answer.status < 400) return undefined
  const error = appErrorSchema.safeParse(safeJson(text))
  if (!error.success) return `status ${answer.status} without the one error: ${text.slice(0, 200)}`
  return error.data.code === 'internal' ? `internal error, reference ${error.data.ref}` : undefined
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
