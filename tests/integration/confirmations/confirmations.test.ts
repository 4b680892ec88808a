import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Environment } from '#shared/contract/environments.ts'
import { createEngine } from '#engine/create-engine.ts'
import { allOperations } from '#engine/operations/all-operations.ts'
import { MemoryVault } from '#engine/vault/memory-vault.ts'
import { studioWorld, type StudioWorld } from '../../support/studio-world.ts'

const files = { 'V1__t.sql': 'CREATE TABLE t (id int)', 'V2__u.sql': 'CREATE TABLE u (id int)' }

async function production(world: StudioWorld, policies: Partial<Environment['policies']> = {}) {
  const { database, environment, folder } = await world.environment('production', '', { class: 'production', files })
  const { id: _id, ...input } = environment
  const changed = await world.engine.environments.update(environment.id, { ...input, policies: { ...environment.policies, confirm: true, ...policies } })
  return { database, environment: changed, folder }
}

const code = (promise: Promise<unknown> | unknown) => Promise.resolve(promise).then(() => 'done', (thrown: { code: string }) => thrown.code)
const problem = (promise: Promise<unknown> | unknown) => Promise.resolve(promise).then(() => 'done', (thrown: { message: string }) => thrown.message)
const call = <T>(work: () => T | Promise<T>) => (async () => work())()

test('a plan that was confirmed before runs with the token: once, as it was, on its environment', async () => {
  const world = studioWorld()
  const { operations, done, ended } = world
  const { database } = await production(world)
  const plan = await operations.migrations.plan({ env: 'production', direction: 'up', to: '1' }, {})
  expect(plan.confirmation).toEqual({ name: true, reason: true, secondPerson: false })
  const { token, confirmation } = await operations.confirmations.create({ env: 'production', operation: 'migrations.apply', to: '1', reason: 'CHG-1' }, {})
  expect(confirmation).toMatchObject({ plan: plan.fingerprint, state: 'pending', mine: true })

  const other = await world.environment('other', '', { class: 'production', files })
  await world.engine.environments.update(other.environment.id, { ...other.environment, policies: { ...other.environment.policies, confirm: true } })
  expect(await problem(call(() => operations.migrations.apply({ env: 'other', confirmation: token }, {})))).toContain('it was given for another environment, production')
  expect(await problem(call(() => operations.migrations.undo({ env: 'production', confirmation: token }, {})))).toContain('it was given for migrations.apply, and this is migrations.undo')

  expect((await ended(operations.migrations.apply({ env: 'production', confirmation: token }, {}))).error).toMatchObject({ code: 'plan_changed' })
  expect(await database.query("SELECT to_regclass('t') AS t")).toEqual([{ t: null }])
  await done(operations.migrations.apply({ env: 'production', to: '1', confirmation: token }, {}))
  expect(await database.query("SELECT kind, reason, plan_fingerprint, description FROM strata_journal WHERE kind = 'confirmation'")).toEqual([
    { kind: 'confirmation', reason: 'CHG-1', plan_fingerprint: plan.fingerprint, description: expect.stringContaining('Used the confirmation of') },
  ])
  expect(await database.query("SELECT DISTINCT reason FROM strata_journal WHERE kind <> 'schema'")).toEqual([{ reason: 'CHG-1' }])
  expect(await problem(call(() => operations.migrations.apply({ env: 'production', confirmation: token }, {})))).toContain('it was used at')

  const second = await operations.confirmations.create({ env: 'production', operation: 'migrations.apply', reason: 'CHG-2' }, {})
  await operations.confirmations.revoke({ id: second.confirmation.id }, {})
  expect(await problem(call(() => operations.migrations.apply({ env: 'production', confirmation: second.token }, {})))).toContain('it was taken back at')
  expect(JSON.stringify(await world.engine.jobs.list(20))).not.toContain(token)
  expect(world.log.join('\n')).not.toContain(token)
  expect(await database.query("SELECT count(*)::int AS n FROM strata_journal WHERE kind = 'confirmation'")).toEqual([{ n: 2 }])
})

test('a typed name leaves a confirmation behind that says who, why and which plan', async () => {
  const world = studioWorld()
  const { operations, done } = world
  const { database } = await production(world)
  expect(await code(call(() => operations.migrations.apply({ env: 'production', reason: 'CHG-3' }, {})))).toBe('confirmation_required')
  expect(await code(call(() => operations.migrations.apply({ env: 'production', confirm: 'production' }, {})))).toBe('reason_required')
  const plan = await operations.migrations.plan({ env: 'production', direction: 'up' }, {})
  await done(operations.migrations.apply({ env: 'production', confirm: 'production', reason: 'CHG-3' }, {}))
  const { confirmations } = await operations.confirmations.list({ env: 'production', limit: 10 }, {})
  expect(confirmations).toMatchObject([{ operation: 'migrations.apply', plan: plan.fingerprint, reason: 'CHG-3', state: 'used' }])
  await operations.migrations.repair({ env: 'production', confirm: 'production', reason: 'tidy' }, {})
  const { token } = await operations.confirmations.create({ env: 'production', operation: 'migrations.repair', plan: '', reason: 'tidy again' }, {})
  await operations.migrations.repair({ env: 'production', confirmation: token }, {})
  expect(await problem(operations.migrations.repair({ env: 'production', confirmation: token }, {}))).toContain('it was used')
  expect((await database.query("SELECT description FROM strata_journal WHERE kind = 'confirmation' ORDER BY id")).map(({ description }) => String(description).split(':')[0])).toEqual([
    'Confirmed and used', 'Confirmed and used', 'Confirmed', `Used the confirmation of ${world.engine.actor.user}@${world.engine.actor.host}`,
  ])
})

test('where a second person is asked for, another user or a passphrase counts and the own word does not', { timeout: 60_000 }, async () => {
  const world = studioWorld()
  const { operations, done } = world
  await production(world, { secondPerson: true })
  const typed = { env: 'production', confirm: 'production', reason: 'CHG-4' }
  expect(await code(call(() => operations.migrations.apply(typed, {})))).toBe('second_person_required')
  expect(await code(operations.migrations.repair({ env: 'production', confirm: 'production', reason: 'x' }, {}))).toBe('second_person_required')
  const own = await operations.confirmations.create({ env: 'production', operation: 'migrations.apply', reason: 'CHG-4' }, {})
  expect(await code(call(() => operations.migrations.apply({ env: 'production', confirmation: own.token }, {})))).toBe('second_person_required')

  const jun = allOperations({ ...world.engine, actor: { user: 'jun', host: 'desk-3' } })
  await jun.confirmations.create({ env: 'production', operation: 'migrations.apply', to: '1', reason: 'looks right' }, {})
  const plan = await operations.migrations.plan({ env: 'production', direction: 'up' }, {})
  expect(await code(call(() => operations.migrations.apply({ ...typed, planFingerprint: plan.fingerprint }, {})))).toBe('second_person_required')
  await done(operations.migrations.apply({ ...typed, to: '1' }, {}))

  await operations.confirmations.setPerson({ name: 'Kim', passphrase: 'two keys for one door' }, {})
  expect(await code(operations.confirmations.create({ env: 'production', operation: 'migrations.apply', reason: 'x', person: 'Kim', passphrase: 'wrong' }, {}))).toBe('confirmation_invalid')
  const { token, confirmation } = await operations.confirmations.create({ env: 'production', operation: 'migrations.apply', reason: 'CHG-5', person: 'Kim', passphrase: 'two keys for one door' }, {})
  expect(confirmation.second).toBe('Kim')
  await done(operations.migrations.apply({ env: 'production', confirmation: token }, {}))
  expect(world.log.join('\n')).not.toContain('two keys')
})

test('of two processes that use one token at once exactly one gets through', { timeout: 60_000 }, async () => {
  const world = studioWorld()
  await production(world)
  const { token, confirmation } = await world.operations.confirmations.create({ env: 'production', operation: 'archives.drop', plan: 'x', reason: 'CHG-6' }, {})
  const use = `
    import { createEngine } from '#engine/create-engine.ts'
    const engine = createEngine({ host: 'shell', version: '0', dataFolder: process.argv[1] })
    const wanted = { environment: engine.environments.get('production'), operation: 'archives.drop', plan: 'x' }
    const kept = await engine.confirmations.find(process.argv[2], wanted)
    process.stdout.write('ready\\n')
    process.stdin.once('data', async () => {
      try { await engine.confirmations.use(kept.id, wanted, engine.actor); console.log('used') } catch (error) { console.log(error.message) }
      process.exit(0)
    })`
  const children = Array.from({ length: 4 }, () => {
    const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', use, join(world.home, 'data'), token], { cwd: join(import.meta.dirname, '../../..'), stdio: ['pipe', 'pipe', 'pipe'] })
    let text = ''
    const ready = new Promise<void>((resolve, reject) => {
      child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()).includes('ready') && resolve())
      child.stderr.on('data', (chunk: Buffer) => reject(new Error(chunk.toString())))
    })
    const ended = new Promise<string>((resolve) => child.on('close', () => resolve(text)))
    return { child, ready, ended }
  })
  await Promise.all(children.map(({ ready }) => ready))
  for (const { child } of children) child.stdin.write('go\n')
  const said = await Promise.all(children.map(({ ended }) => ended))
  expect(said.filter((text) => text.includes('ready\nused'))).toHaveLength(1)
  expect(said.filter((text) => text.includes('it was used'))).toHaveLength(3)
  expect((await world.operations.confirmations.list({ limit: 10 }, {})).confirmations).toMatchObject([{ id: confirmation.id, state: 'used' }])
})

test('an engine that is opened later knows what was confirmed, and one without a store says that it does not', async () => {
  const world = studioWorld()
  await production(world)
  const { token } = await world.operations.confirmations.create({ env: 'production', operation: 'migrations.apply', reason: 'CHG-7' }, {})
  const later = createEngine({ host: 'shell', version: '0', dataFolder: join(world.home, 'data'), vault: new MemoryVault() })
  const plan = await world.operations.migrations.plan({ env: 'production', direction: 'up' }, {})
  expect((await later.confirmations.find(token, { environment: later.environments.get('production'), operation: 'migrations.apply', plan: plan.fingerprint })).reason).toBe('CHG-7')
  await later.close()
  const bare = createEngine({ host: 'shell', version: '0', dataFolder: '', environments: world.engine.environments })
  expect(await problem(call(() => allOperations(bare).migrations.apply({ env: 'production', confirmation: token }, {})))).toContain('this token is not known here')
  await bare.close()
})
