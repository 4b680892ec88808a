import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { AddressRules } from './address-rules.ts'
import { lookupOf, resolveChecked, type Resolver } from './checked-lookup.ts'
import { checkedUrl, hostOf } from './checked-url.ts'

export interface PostRequest {
  url: string
  headers: Readonly<Record<string, string>>
  body: string
  timeoutMs: number
}

export interface PostAnswer {
  status: number
  /** Beginning of the body. */
  text: string
  /** What the receiver asks for by Retry-After, in ms. */
  retryAfterMs: number | undefined
}

const mostRead = 2048

/**
 * Sends a body to an address that the rules permit, and to that very one: the name is resolved once, checked and connected to. No redirect
 * is followed, no proxy is used, and little of the answer is read. Throws `address_refused`, and what sockets throw.
 */
export async function post(rules: AddressRules, { url: text, headers, body, timeoutMs }: PostRequest, resolver?: Resolver): Promise<PostAnswer> {
  const url = checkedUrl(rules, text)
  const signal = AbortSignal.timeout(timeoutMs)
  const found = await within(signal, resolveChecked(rules, hostOf(url), resolver))
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const length = { 'content-length': Buffer.byteLength(body) }
    const sent = send(url, { method: 'POST', headers: { ...headers, ...length }, lookup: lookupOf(found), agent: false, signal, maxHeaderSize: 16_384 }, resolve)
    sent.once('error', reject)
    sent.end(body)
  })
  const read = await beginningOf(answer)
  return { status: answer.statusCode ?? 0, text: read, retryAfterMs: retryAfter(answer.headers['retry-after']) }
}

function within<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
    work.then(resolve, reject)
  })
}

async function beginningOf(answer: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  let bytes = 0
  try {
    for await (const part of answer as AsyncIterable<Buffer>) {
      parts.push(part)
      bytes += part.length
      if (bytes >= mostRead) break
    }
  } catch {
    // The status is what counts; an answer that breaks off has been one.
  }
  answer.destroy()
  return Buffer.concat(parts).subarray(0, mostRead).toString('utf8')
}

/** Seconds or a date, as RFC 9110 has it. */
export function retryAfter(header: string | undefined, now = Date.now()): number | undefined {
  if (header === undefined) return undefined
  const seconds = /^\d{1,9}$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now
  return Number.isFinite(seconds) && seconds > 0 ? seconds : undefined
}
