import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Caller, Role } from '#shared/access/roles.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { ApprovalPlan } from '#shared/contract/approvals.ts'
import type { AllHandlers } from '#shared/contract/handlers.ts'
import { requestApproval } from '#engine/approvals/request-approval.ts'
import type { NewsItem } from '#engine/news/news.ts'
import { allOperations } from '#engine/operations/all-operations.ts'
import { studioWorld, type StudioWorld } from '../../support/studio-world.ts'

const files = { 'V1__a.sql': 'CREATE TABLE a (id int PRIMARY KEY);', 'V2__b.sql': 'CREATE TABLE b (id int); INSERT INTO b VALUES (1);', 'U2__b.sql': 'DROP TABLE b;' }

interface People {
  ann: AllHandlers['approvals']
  bob: AllHandlers['approvals']
  cy: AllHandlers['approvals']
}

/** Two persons of one store; production asks for a second person. */
async function twoPeople(): Promise<{ world: StudioWorld; environment: Environment; folder: string; people: People; tables: () => Promise<string[]>; news: NewsItem[] }> {
  const world = studioWorld()
  const { environment: made, database, folder } = await world.environment('shop', '', { class: 'production', files })
  const { id: _id, hasPassword: _password, sample: _sample, createdAt: _created, updatedAt: _updated, ...input } = made
  const environment = await world.engine.environments.update(made.id, { ...input, policies: { ...made.policies, confirm: true, secondPerson: true } })
  const news: NewsItem[] = []
  world.engine.news.hear((item) => news.push(item))
  const as = (user: string) => allOperations({ ...world.engine, actor: { user, host: 'desk' } }).approvals
  const tables = async () => (await database.query<{ name: string }>("SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename IN ('a', 'b') ORDER BY 1")).map(({ name }) => name)
  return { world, environment, folder, people: { ann: as('ann'), bob: as('bob'), cy: as('cy') }, tables, news }
}

type Ask = Parameters<AllHandlers['approvals']['ask']>[0]
const ask = (input: Partial<Ask> = {}): Ask => ({ env: 'shop', operation: 'migrations.apply', reason: 'CHG-7', ...input })
const caller = (name: string, role: Role, env = '*'): Caller => ({ kind: 'user', id: name, name, grants: [{ env, role }] })
const codeOf = (work: Promise<unknown> | unknown) => Promise.resolve(work).then(() => 'nothing', (thrown: { code?: string }) => thrown.code ?? String(thrown))
const settled = (work: Promise<{ jobId: string | null }> | { jobId: string | null }) => Promise.resolve(work).then(({ jobId }) => ({ jobId, code: null as string | null }), (thrown: { code: string }) => ({ jobId: null, code: thrown.code }))
const list = { limit: 100 }

describe('A request for approval', () => {
  test('shows the plan with its risk, is approved by another person and run once, in the name of whoever asked', async () => {
    const { world, people: { ann, bob, cy }, tables, news } = await twoPeople()
    const asked = await ann.ask(ask({ to: '1' }), {})
    expect(asked).toMatchObject({ state: 'asked', by: 'ann@desk', from: null, to: '1', scripts: ['V1__a.sql'], mine: true, can: { approve: false, withdraw: true } })
    expect((await ann.ask(ask({ to: '1' }), {})).id).toBe(asked.id)
    expect(news).toMatchObject([{ kind: 'approval_asked', env: 'shop', by: 'ann@desk', facts: { approvalId: asked.id, version: '1' } }])

    const { plan } = (await bob.get({ approval: asked.id }, {})) as { plan: ApprovalPlan }
    expect(plan).toMatchObject({ same: true, fingerprint: asked.plan, steps: [{ method: 'apply', script: 'V1__a.sql', statements: 1, transactional: true }] })
    expect(plan.steps[0]?.risk).not.toBeNull()
    expect(await codeOf(ann.approve({ approval: asked.id, runNow: false }, {}))).toBe('second_person_required')
    expect(await codeOf(bob.run({ approval: asked.id }, {}))).toBe('approval_closed')

    const both = await Promise.all([bob, cy].map(async (one) => settled(one.approve({ approval: asked.id, runNow: true }, {}))))
    expect(both.filter((one) => one.code === 'approval_closed')).toHaveLength(1)
    await world.done({ jobId: both.find(({ jobId }) => jobId)?.jobId ?? '' })
    expect(await tables()).toEqual(['a'])
    expect((await ann.list(list, {})).approvals).toMatchObject([{ state: 'done', decidedBy: expect.stringMatching(/^(bob|cy)@desk$/), startedBy: 'ann@desk', problem: null }])
    expect((await world.engine.jobs.list(10)).filter(({ operation }) => operation === 'migrations.apply')).toHaveLength(1)
    expect(await world.engine.confirmations.list(undefined, 10, { user: 'ann', host: 'desk' })).toMatchObject([{ state: 'used', usedBy: 'ann@desk', plan: asked.plan }])
    expect(await codeOf(ann.run({ approval: asked.id }, {}))).toBe('approval_closed')
    const { events } = await world.operations.timeline.list({ env: 'shop', limit: 100 } as never, {})
    expect(events.filter(({ kind }) => kind === 'confirmation').length).toBeGreaterThan(0)
  })

  test('that is approved waits for its run, and of two who run it at once one does', async () => {
    const { world, people: { ann, bob }, tables } = await twoPeople()
    const { id } = await ann.ask(ask(), {})
    expect(await bob.approve({ approval: id, note: 'fine', runNow: false }, {})).toMatchObject({ jobId: null, approval: { state: 'approved', note: 'fine', decidedBy: 'bob@desk' } })
    expect(await codeOf(bob.reject({ approval: id, reason: 'no' }, {}))).toBe('approval_closed')
    const runs = await Promise.all([1, 2, 3].map(async () => settled(ann.run({ approval: id }, {}))))
    expect(runs.filter((one) => one.code === 'approval_closed')).toHaveLength(2)
    await world.done({ jobId: runs.find(({ jobId }) => jobId)?.jobId ?? '' })
    expect(await tables()).toEqual(['a', 'b'])

    const back = await ann.ask(ask({ operation: 'rollback.run', version: '1', reason: 'back' }), {})
    expect(back).toMatchObject({ operation: 'rollback.run', from: '2', to: '1', target: { version: '1', way: 'scripts' } })
    const { jobId } = await bob.approve({ approval: back.id, runNow: true }, {})
    await world.done({ jobId: jobId ?? '' })
    expect(await tables()).toEqual(['a'])
  })

  test('is overtaken when its plan is another one by then, whoever notices first', async () => {
    const { world, folder, people: { ann, bob }, tables } = await twoPeople()
    const first = await ann.ask(ask(), {})
    writeFileSync(join(folder, 'V3__c.sql'), 'CREATE TABLE c (id int);')
    expect(await bob.get({ approval: first.id }, {})).toMatchObject({ plan: { same: false } })
    expect(await codeOf(bob.approve({ approval: first.id, runNow: true }, {}))).toBe('approval_closed')
    const second = await ann.ask(ask(), {})
    await bob.approve({ approval: second.id, runNow: false }, {})
    writeFileSync(join(folder, 'V4__d.sql'), 'CREATE TABLE d (id int);')
    const run = await world.ended(ann.run({ approval: second.id }, {}) as Promise<{ jobId: string }>)
    expect(run).toMatchObject({ state: 'failed', error: { code: 'plan_changed' } })
    const third = await ann.ask(ask(), {})
    writeFileSync(join(folder, 'V5__e.sql'), 'CREATE TABLE e (id int);')
    await ann.ask(ask(), {})
    expect((await ann.list(list, {})).approvals.map(({ id, state }) => [id === third.id ? 'third' : '', state])).toEqual([['', 'asked'], ['third', 'overtaken'], ['', 'overtaken'], ['', 'overtaken']])
    expect(await tables()).toEqual([])
    expect((await world.engine.confirmations.list(undefined, 10, world.engine.actor)).every(({ state }) => state !== 'pending')).toBe(true)
  })

  test('is rejected with a reason, withdrawn by whoever asked, and expires', async () => {
    const { world, environment, people: { ann, bob } } = await twoPeople()
    const rejected = await ann.ask(ask(), {})
    expect(await bob.reject({ approval: rejected.id, reason: 'not today' }, {})).toMatchObject({ state: 'rejected', note: 'not today', decidedBy: 'bob@desk' })
    const withdrawn = await ann.ask(ask(), {})
    expect(await codeOf(bob.withdraw({ approval: withdrawn.id }, {}))).toBe('not_allowed')
    await bob.approve({ approval: withdrawn.id, runNow: false }, {})
    expect(await ann.withdraw({ approval: withdrawn.id }, {})).toMatchObject({ state: 'withdrawn' })
    expect(await world.engine.confirmations.list(undefined, 10, world.engine.actor)).toMatchObject([{ state: 'revoked' }])
    expect(await codeOf(ann.run({ approval: withdrawn.id }, {}))).toBe('approval_closed')

    const late = await requestApproval({ ...world.engine, actor: { user: 'hook', host: 'ci' } }, { environment, reason: 'deployed', minutes: -1, source: 'hook' })
    expect(await codeOf(bob.approve({ approval: late.id, runNow: true }, {}))).toBe('approval_closed')
    expect(await bob.get({ approval: late.id }, {})).toMatchObject({ approval: { state: 'expired', source: 'hook' }, plan: null })
  })

  test('asks a developer to ask, an approver to decide, an operator to run, each on that environment', async () => {
    const { environment, people: { ann, bob } } = await twoPeople()
    expect(await codeOf(ann.ask(ask(), { caller: caller('ann', 'viewer') }))).toBe('role_missing')
    const { id } = await ann.ask(ask(), { caller: caller('ann', 'developer', environment.id) })
    expect(await codeOf(bob.approve({ approval: id, runNow: false }, { caller: caller('bob', 'operator') }))).toBe('role_missing')
    expect(await codeOf(bob.approve({ approval: id, runNow: false }, { caller: caller('bob', 'approver', 'another') }))).toBe('role_missing')
    expect(await codeOf(bob.get({ approval: id }, { caller: caller('bob', 'owner', 'another') }))).toBe('role_missing')
    expect((await bob.list(list, { caller: caller('bob', 'owner', 'another') })).approvals).toEqual([])
    await bob.approve({ approval: id, runNow: false }, { caller: caller('bob', 'approver', environment.id) })
    expect(await codeOf(bob.run({ approval: id }, { caller: caller('cy', 'developer') }))).toBe('role_missing')
  })
})
