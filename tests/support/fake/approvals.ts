import { AppError } from '#shared/contract/app-error.ts'
import type { Approval, ApprovalPlan } from '#shared/contract/approvals.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { Handlers } from '#shared/contract/handlers.ts'
import type { Plan } from '#shared/contract/migrations.ts'

const minute = 60_000
const me = 'lena@dev-7'

export interface FakeApprovalsWorld {
  empty: boolean
  now: number
  moody: () => Promise<void>
  find: (key: string) => Environment
  plan: (env: Environment, direction: 'up' | 'down', to: string | undefined) => Plan
  apply: (env: string, to: string | undefined) => Promise<{ jobId: string }>
}

/** Requests of each state: one waits for lena, one is hers. */
export function fakeApprovals(world: FakeApprovalsWorld): Handlers<'approvals'> {
  let kept = world.empty ? [] : firstApprovals(world)
  const found = (id: string) => {
    const one = kept.find((each) => each.id === id)
    if (!one) throw new AppError('not_found', { what: 'request for approval', name: id })
    return one
  }
  const change = (id: string, part: Partial<Approval>) => {
    kept = kept.map((each) => (each.id === id ? withAbilities({ ...each, ...part }) : each))
    return found(id)
  }
  const decided = (state: Approval['state'], note: string | undefined, holds = 30) => ({ state, note: note ?? null, decidedBy: me, decidedAt: iso(Date.now()), expiresAt: iso(Date.now() + holds * minute) })
  const run = async (id: string) => {
    const { envId, target, by } = found(id)
    const { jobId } = await world.apply(envId, target.to)
    change(id, { state: 'running', jobId, startedBy: by })
    return { jobId }
  }
  return {
    ask: ({ env: key, operation, plan, reason, minutes, to }) => {
      const env = world.find(key)
      const now = world.plan(env, operation === 'migrations.undo' ? 'down' : 'up', to)
      if (plan !== undefined && plan !== now.fingerprint) throw new AppError('plan_changed')
      const made = request(`a${kept.length + 1}`, 0, { env: env.name, envId: env.id, operation, target: { ...(to !== undefined && { to }) }, plan: now.fingerprint, from: now.from, to: now.to, scripts: now.steps.map(({ script }) => script), reason, by: me, expiresAt: iso(Date.now() + (minutes ?? env.policies.confirmationMinutes) * minute) }, Date.now())
      kept = [made, ...kept]
      return made
    },
    list: async ({ env, state }) => {
      await world.moody()
      return { approvals: kept.filter((each) => (env === undefined || each.envId === world.find(env).id) && (state === undefined || each.state === state)) }
    },
    get: ({ approval: id }) => {
      const approval = found(id)
      if (approval.state !== 'asked' && approval.state !== 'approved') return { approval, plan: null, problem: null }
      return { approval, plan: shownPlan(world.plan(world.find(approval.envId), approval.operation === 'migrations.undo' ? 'down' : 'up', approval.target.to), approval), problem: null }
    },
    approve: async ({ approval: id, note, runNow }) => {
      change(id, decided('approved', note))
      return { jobId: runNow ? (await run(id)).jobId : null, approval: found(id) }
    },
    reject: ({ approval: id, reason }) => change(id, decided('rejected', reason)),
    withdraw: ({ approval: id }) => change(id, { state: 'withdrawn', endedAt: iso(Date.now()) }),
    run: ({ approval: id }) => run(id),
  }
}

function firstApprovals({ now, find, plan }: FakeApprovalsWorld): Approval[] {
  const production = find('prod')
  const pending = plan(production, 'up', undefined)
  const asked = { plan: pending.fingerprint, from: pending.from, to: pending.to, scripts: pending.steps.map(({ script }) => script) }
  const decided = (by: string, ago: number) => ({ decidedBy: by, decidedAt: iso(now - ago * minute) })
  return [
    request('a7', 4, { ...asked, reason: 'CHG-1182 order totals for the March report', by: 'jun@desk-3', target: pending.to === null ? {} : { to: pending.to } }, now),
    request('a6', 12, { plan: '77aa'.repeat(16), reason: 'Deployment of shop-api 2.14.0', by: 'deploy-hook@ci', source: 'hook', from: '11', to: '12', scripts: ['V12__stock.sql'], state: 'approved', ...decided('jun@desk-3', 6), expiresAt: iso(now + 24 * minute), note: 'After the nightly import, please.' }, now),
    request('a5', 20, { env: 'staging', envId: 'stg', reason: 'Try the stock levels with real orders', by: me, to: '17', from: '14', scripts: ['V15__customer_phone.sql', 'V16__order_totals.sql', 'V17__drop_legacy_sku.sql'], plan: 'c0de'.repeat(16) }, now),
    request('a4', 1500, { reason: 'CHG-1171 customer phone numbers', by: me, from: '10', to: '11', scripts: ['V11__customer_phone.sql'], state: 'done', ...decided('jun@desk-3', 1490), jobId: 'job-gone', startedBy: me, endedAt: iso(now - 1488 * minute), plan: 'beef'.repeat(16) }, now),
    request('a3', 2900, { reason: 'Drop the old carts', by: 'jun@desk-3', from: '9', to: '10', scripts: ['V10__purge_carts.sql'], state: 'rejected', ...decided(me, 2880), note: 'Keep the rows: support still reads them.', plan: 'abad'.repeat(16) }, now),
    request('a2', 4400, { reason: 'Stock levels', by: 'deploy-hook@ci', source: 'hook', from: '9', to: '10', scripts: ['V10__stock.sql'], state: 'overtaken', problem: 'the plan is another one now, 4be14be14be1; 5ca15ca15ca1 was asked for', endedAt: iso(now - 4390 * minute), plan: '5ca1'.repeat(16) }, now),
    request('a1', 5800, { reason: 'Indexes for the search', by: 'jun@desk-3', from: '8', to: '9', scripts: ['V9__search.sql'], state: 'failed', ...decided(me, 5790), jobId: 'job-gone', startedBy: 'jun@desk-3', endedAt: iso(now - 5788 * minute), problem: 'A lock could not be had within 5 s after 3 attempts.', plan: 'feed'.repeat(16) }, now),
  ]
}

function request(id: string, ago: number, part: Partial<Approval>, now: number): Approval {
  return withAbilities({
    id, env: 'production', envId: 'prod', operation: 'migrations.apply', target: {}, plan: '4be1'.repeat(16), from: null, to: null, scripts: [], reason: '', by: me, source: 'person', createdAt: iso(now - ago * minute), expiresAt: iso(now - (ago - 30) * minute),
    state: 'asked', decidedBy: null, decidedAt: null, note: null, jobId: null, startedBy: null, endedAt: null, problem: null, mine: false, can: { approve: false, reject: false, run: false, withdraw: false }, ...part,
  })
}

function withAbilities(approval: Approval): Approval {
  const mine = approval.by === me
  const { state } = approval
  return { ...approval, mine, can: { approve: state === 'asked' && !mine, reject: state === 'asked' && !mine, run: state === 'approved', withdraw: (mine && (state === 'asked' || state === 'approved')) || (state === 'approved' && approval.decidedBy === me) } }
}

function shownPlan({ fingerprint, from, to, steps, diagnostics }: Plan, { plan }: Approval): ApprovalPlan {
  const risks = ['low', 'careful', 'dangerous'] as const
  return {
    fingerprint, same: fingerprint === plan, from, to, findings: diagnostics, preview: null, loses: [],
    steps: steps.map(({ action, script, version, description, transactional, statements }, index) => ({ number: index + 1, method: action, script, version, description, transactional, statements: statements.length, risk: risks[index % 3] ?? null })),
  }
}

function iso(ms: number): string {
  return new Date(ms).toISOString()
}
