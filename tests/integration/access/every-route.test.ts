import { writeFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { needOf } from '#shared/access/rules.ts'
import { roles, type Grant, type Role } from '#shared/access/roles.ts'
import type { NamedFields, OperationMeta } from '#shared/contract/operation.ts'
import { accountsOf } from '#engine/access/accounts.ts'
import { openApiDocument } from '../../../server/contract-http.ts'
import { operations } from '../../guards/roles-page.ts'
import { sampleOf, targetsOf, type Target } from '../../support/siege/document.ts'
import { call, servedWorld, type ServedWorld } from './served-world.ts'

/** Every route of the contract, with each sort of caller that must not get through; the cases follow from what the contract says of the route. */

let world: ServedWorld
let tokens: Record<string, string>
let targets: { target: Target; meta: OperationMeta; required: readonly string[] }[]
const rows: string[][] = []

beforeAll(async () => {
  world = await servedWorld()
  await world.user('vera', [])
  const { dev } = world.environments
  tokens = {
    expired: await tokenOf([{ env: '*', role: 'owner' }], -1000),
    revoked: await revokedToken(),
    elsewhere: await tokenOf([{ env: dev.id, role: 'owner' }]),
    nowhere: await tokenOf([]),
    ...Object.fromEntries(await Promise.all(roles.map(async (role) => [role, await tokenOf([{ env: '*', role }])]))),
  }
  const byName = new Map(operations.map((one) => [one.meta.name, one]))
  targets = targetsOf(await openApiDocument()).flatMap((target) => {
    const known = byName.get(target.operation)
    return known ? [{ target, meta: known.meta, required: known.required }] : []
  })
})
afterAll(() => world.close())

async function tokenOf(grants: Grant[], forMs = 60_000_000): Promise<string> {
  return (await accountsOf(world.engine).tokens.add({ name: 'test', userId: null, createdBy: 'test', grants, expiresAt: Date.now() + forMs })).token
}

async function revokedToken(): Promise<string> {
  const { tokens: kept } = accountsOf(world.engine)
  const { token, kept: { id } } = await kept.add({ name: 'test', userId: null, createdBy: 'test', grants: [{ env: '*', role: 'owner' }], expiresAt: Date.now() + 60_000_000 })
  await kept.revoke(id)
  return token
}

/** The answer's code, `-` where it is no error. */
async function codeOf(target: Target, token: string | undefined): Promise<string> {
  const known: Record<string, unknown> = { env: 'prod', environment: 'prod', a: { env: 'prod', event: null }, b: { env: 'prod', event: null } }
  if (target.operation === 'compare.run') Object.assign(known, { a: 'env:prod', b: 'env:prod' })
  const value = (name: string) => encodeURIComponent(String(known[name] ?? sampleOf(target.parameters.find((one) => one.name === name)?.schema ?? {}, name, known)))
  const query = target.parameters.filter(({ in: where, required, name }) => where === 'query' && (required || name in known)).map(({ name }) => `${name}=${value(name)}`)
  const path = `${target.path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => value(name))}${query.length > 0 ? `?${query.join('&')}` : ''}`
  const body = target.body && target.method !== 'GET' ? sampleOf(target.body, '', known) : undefined
  const answer = await call(world.served.port, path, { method: target.method, ...(token !== undefined && { token }), ...(body !== undefined && { body }) })
  return String(answer.json['code'] ?? '-')
}

const below = (role: Role) => roles[roles.indexOf(role) - 1]
const named = ({ scope }: OperationMeta): NamedFields => (typeof scope === 'object' ? scope : {})
/** Its environment is named by the input itself, so that nothing must be looked up. */
const namesEnvironment = ({ meta, required }: { meta: OperationMeta; required: readonly string[] }) => Object.entries(named(meta)).some(([field, one]) => one === 'environment' && required.includes(field.split('.')[0] ?? '')) && Object.values(named(meta)).every((one) => one === 'environment' || one === 'server')

test('without a caller, or with a token that does not hold, no operation is reached', { timeout: 120_000 }, async () => {
  const wrong: string[][] = []
  for (const { target, meta } of targets) {
    const codes = [await codeOf(target, undefined), await codeOf(target, `strata_pat_${'x'.repeat(43)}`), await codeOf(target, tokens['expired']), await codeOf(target, tokens['revoked'])]
    rows.push([target.operation, `${target.method} ${target.path}`, ...codes])
    const without = meta.scope === 'public' ? codes[0] !== 'sign_in_required' && codes[0] !== 'internal' : codes[0] === 'sign_in_required'
    if (!without || codes.slice(1).some((code) => code !== 'sign_in_required')) wrong.push([target.operation, ...codes])
  }
  expect(wrong).toEqual([])
})

test('a role that is too weak is told so, on every environment that it sees', { timeout: 120_000 }, async () => {
  const wrong: string[][] = []
  for (const one of targets) {
    const weaker = below(needOf(one.meta).role)
    const checked = one.meta.scope === 'store' || namesEnvironment(one)
    if (weaker === undefined || !checked) continue
    const code = await codeOf(one.target, tokens[weaker])
    rows.find(([name]) => name === one.target.operation)?.push(`${weaker}: ${code}`)
    if (code !== 'role_missing') wrong.push([one.target.operation, weaker, code])
  }
  expect(wrong).toEqual([])
})

test('an environment without a role on it is not there, whatever the role elsewhere', { timeout: 120_000 }, async () => {
  const wrong: string[][] = []
  for (const one of targets) {
    if (one.meta.scope === 'public' || one.meta.scope === 'self' || one.meta.scope === 'visible') continue
    const code = await codeOf(one.target, tokens['elsewhere'])
    rows.find(([name]) => name === one.target.operation)?.push(`elsewhere: ${code}`)
    const expected = one.meta.scope === 'store' ? 'role_missing' : 'not_found'
    const lists = Object.entries(named(one.meta)).length > 0 && Object.keys(named(one.meta)).every((field) => !one.required.includes(field.split('.')[0] ?? ''))
    if (code !== expected && !(lists && code === '-')) wrong.push([one.target.operation, expected, code])
  }
  expect(wrong).toEqual([])
})

test('lists show nothing to whoever has no role anywhere', async () => {
  for (const path of ['/environments', '/jobs', '/backups', '/backup-retention', '/snapshots', '/confirmations', '/timeline', '/swaps', '/rollbacks/unfinished', '/backup-schedule']) {
    const { status, json } = await world.ask(path, { token: tokens['nowhere'] ?? '' })
    expect([path, status]).toEqual([path, 200])
    expect(Object.values(json).flatMap((value) => (Array.isArray(value) ? (value as unknown[]) : []))).toEqual([])
  }
})

test('every route was asked', () => {
  if (process.env['ACCESS_TABLE']) writeFileSync(process.env['ACCESS_TABLE'], `${rows.map((row) => `| ${row.join(' | ')} |`).join('\n')}\n`)
  expect(rows.map(([name]) => name).toSorted()).toEqual(operations.map(({ meta }) => meta.name).toSorted())
})
