import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

export interface Received {
  id: string
  headers: NodeJS.Dict<string | string[]>
  body: string
}

export interface Receiver {
  url: string
  received: Received[]
  /** Statuses of the next answers, in order; then 200. */
  answers: number[]
}

/** A receiver of webhooks on this machine, with a secret in its path. */
export async function receiver(): Promise<Receiver> {
  const received: Received[] = []
  const answers: number[] = []
  const server = createServer((request, reply) => {
    let body = ''
    request.setEncoding('utf8').on('data', (part: string) => (body += part)).on('end', () => {
      received.push({ id: String(request.headers['webhook-id']), headers: request.headers, body })
      const status = answers.shift() ?? 200
      reply.writeHead(status).end(status === 200 ? 'thank you' : 'not now')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/services/T0/planted-path`, received, answers }
}

/** As a receiver checks it by the specification. */
export function isSigned({ headers, body }: Received, secret: string): boolean {
  const text = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`
  return headers['webhook-signature'] === `v1,${createHmac('sha256', Buffer.from(secret.slice(6), 'base64')).update(text).digest('base64')}`
}
