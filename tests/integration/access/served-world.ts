import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeHeader } from '#shared/access/write-header.ts'
import { environmentInputSchema, type Environment } from '#shared/contract/environments.ts'
import { createEngine } from '#engine/create-engine.ts'
import type { Engine } from '#engine/engine.ts'
import { KeyFileVault } from '#engine/vault/key-file-vault.ts'
import { serve, type EngineServed, type EngineServeOptions } from '../../../server/serve.ts'
import { serverLimits } from '../../../server/limits.ts'

export interface Answer {
  status: number
  headers: Record<string, string | string[] | undefined>
  text: string
  /** The body as JSON. */
  json: Record<string, unknown>
}

export interface Ask {
  method?: string
  body?: unknown
  cookie?: string
  token?: string
  headers?: Record<string, string>
}

/** A server with users over a store of its own; its environments point at nothing. */
export interface ServedWorld {
  engine: Engine
  served: EngineServed
  environments: Record<'dev' | 'prod', Environment>
  log: string[]
  folder: string
  /** Below /api/v1, as a browser's own page sends it. */
  ask(path: string, options?: Ask): Promise<Answer>
  /** Signs in and gives the cookie. */
  signIn(name: string, password: string): Promise<string>
  /** A user with this role there, or nothing; gives the cookie. */
  user(name: string, grants: readonly { env: string; role: string }[]): Promise<string>
  close(): Promise<void>
}

export const ownerPassword = 'three-quiet-lamps'
export const userPassword = 'seven-green-rivers'

export async function servedWorld(options: Partial<EngineServeOptions> = {}): Promise<ServedWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'strata-access-'))
  const pages = join(folder, 'pages')
  mkdirSync(pages)
  writeFileSync(join(pages, 'index.html'), '<!doctype html><title>Strata</title>')
  const log: string[] = []
  const note = (level: string, text: string, details?: unknown) => void log.push(JSON.stringify([level, text, details]))
  const data = join(folder, 'data')
  const engine = createEngine({ host: 'browser', version: '0.0.0', dataFolder: data, vault: new KeyFileVault(data), log: note })
  const environments = { dev: await add(engine, 'dev', 'development', folder), prod: await add(engine, 'prod', 'production', folder) }
  const limits = { ...serverLimits, addressPerMinute: 100_000, callerPerMinute: 100_000, signInPerMinute: 10_000, lagMs: 0 }
  const served = await serve(engine, { renderer: pages, signIn: 'users', log: note, logError: (text, details) => note('error', text, String((details.cause as Error | undefined)?.stack ?? details.cause)), limits, ...options })
  const ask = (path: string, given: Ask = {}) => call(served.port, `/api/v1${path}`, given)
  const signIn = async (name: string, password: string) => cookieOf(await ask('/session', { method: 'POST', body: { name, password } }))
  return {
    engine, served, environments, log, folder, ask, signIn,
    user: async (name, grants) => {
      const owner = await ownerCookie(engine, ask, signIn)
      const made = await ask('/users', { method: 'POST', cookie: owner, body: { name, grants, password: userPassword } })
      if (made.status !== 200) throw new Error(made.text)
      return signIn(name, userPassword)
    },
    close: async () => {
      await served.close()
      await engine.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function ownerCookie(engine: Engine, ask: ServedWorld['ask'], signIn: ServedWorld['signIn']): Promise<string> {
  const { accountsOf } = await import('#engine/access/accounts.ts')
  if (await accountsOf(engine).users.hasOwner()) return signIn('olga', ownerPassword)
  return cookieOf(await ask('/owner', { method: 'POST', body: { token: await accountsOf(engine).links.make(), name: 'olga', password: ownerPassword } }))
}

async function add(engine: Engine, name: string, kind: Environment['class'], folder: string): Promise<Environment> {
  const migrations = join(folder, `migrations-${name}`)
  mkdirSync(migrations)
  return engine.environments.create(environmentInputSchema.omit({ password: true, shadowPassword: true }).parse({ name, class: kind, connection: { host: '127.0.0.1', port: 1, database: 'none', user: 'none' }, migrationsFolder: migrations }))
}

export function cookieOf({ headers, status, text }: Answer): string {
  const [cookie] = [headers['set-cookie']].flat()
  if (!cookie) throw new Error(`No cookie: ${status} ${text}`)
  return cookie.split(';')[0] ?? ''
}

/** By node:http, which sends what it is told, also a foreign Host. */
export function call(port: number, path: string, { method = 'GET', body, cookie, token, headers = {} }: Ask): Promise<Answer> {
  const text = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body)
  const sent = {
    ...(text !== undefined && { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(text)) }),
    ...(cookie !== undefined && { cookie, [writeHeader.name]: writeHeader.value, origin: `http://127.0.0.1:${port}`, 'sec-fetch-site': 'same-origin' }),
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
    ...headers,
  }
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, method, headers: sent }, (answer) => {
      let whole = ''
      answer.setEncoding('utf8').on('data', (part: string) => (whole += part)).on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text: whole, json: parsed(whole) }))
    })
    asked.once('error', reject)
    asked.end(text)
  })
}

function parsed(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    return {}
  }
}
