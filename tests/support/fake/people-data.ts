import type { ApiToken, Denial, OpenSession, User } from '#shared/contract/access.ts'
import { iso } from './data.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** A small team: an owner, somebody who runs things, a developer, an approver, one who only looks, one who was kept out. */
export function fakeUsers(now: number): User[] {
  const one = (id: string, name: string, displayName: string, grants: User['grants'], seen: number | null, change: Partial<User> = {}): User => ({
    id, name, displayName, grants, disabled: false, source: 'password', createdAt: iso(now - 60 * day), createdBy: 'lena', lastSeenAt: seen === null ? null : iso(now - seen), sessions: seen !== null && seen < day ? 1 : 0, me: false, ...change,
  })
  return [
    one('u1', 'lena', 'Lena Hoffmann', [{ env: '*', role: 'owner' }], 1 * minute, { sessions: 3, createdBy: 'lena' }),
    one('u2', 'jun', 'Jun Tanaka', [{ env: '*', role: 'viewer' }, { env: 'dev', role: 'operator' }, { env: 'stg', role: 'operator' }], 42 * minute),
    one('u3', 'omar', 'Omar Farouk', [{ env: '*', role: 'approver' }], 5 * hour, { source: 'provider' }),
    one('u4', 'mei', '李梅', [{ env: 'dev', role: 'developer' }, { env: 'stg', role: 'viewer' }], 2 * day),
    one('u5', 'vera', 'Vera Novak', [{ env: '*', role: 'viewer' }], 9 * day),
    one('u6', 'contractor-2025', 'Contractor', [{ env: 'dev', role: 'developer' }], 120 * day, { disabled: true }),
    one('u7', 'ines', 'Inês Duarte', [{ env: 'prod', role: 'viewer' }], null),
  ]
}

export function fakeTokens(now: number): ApiToken[] {
  const one = (id: string, name: string, grants: ApiToken['grants'], left: number, used: number | null, change: Partial<ApiToken> = {}): ApiToken => ({
    id, name, grants, prefix: `strata_${id}Qx`, createdAt: iso(now - 40 * day), createdBy: 'lena', expiresAt: iso(now + left), lastUsedAt: used === null ? null : iso(now - used), state: left > 0 ? 'active' : 'expired', ...change,
  })
  return [
    one('t1', 'GitLab pipeline', [{ env: 'dev', role: 'operator' }, { env: 'stg', role: 'operator' }], 50 * day, 11 * minute),
    one('t2', 'Grafana', [{ env: '*', role: 'viewer' }], 3 * day, 1 * minute),
    one('t3', 'Nightly report', [{ env: 'prod', role: 'viewer' }], 200 * day, null, { createdBy: 'jun' }),
    one('t4', 'Old deploy box', [{ env: 'prod', role: 'operator' }], -12 * day, 13 * day),
    one('t5', 'Laptop of Omar', [{ env: '*', role: 'developer' }], 20 * day, 30 * day, { createdBy: 'omar', state: 'revoked' }),
  ]
}

export function fakeSessions(now: number): OpenSession[] {
  return [
    { id: 's1', startedAt: iso(now - 3 * hour), lastSeenAt: iso(now - 5_000), expiresAt: iso(now + 9 * hour), address: '10.4.1.22', agent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36', current: true },
    { id: 's2', startedAt: iso(now - 2 * day), lastSeenAt: iso(now - 7 * hour), expiresAt: iso(now + 5 * hour), address: '10.4.1.80', agent: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15', current: false },
    { id: 's3', startedAt: iso(now - 5 * day), lastSeenAt: iso(now - 4 * day), expiresAt: iso(now + 1 * hour), address: '192.0.2.17', agent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0', current: false },
  ]
}

export function fakeDenials(now: number): Denial[] {
  const one = (ago: number, by: string, address: string, what: string, env: string | null, code: string, message: string): Denial => ({ at: iso(now - ago), by, address, what, env, code, message })
  return [
    one(4 * minute, 'vera', '10.4.1.31', 'migrations.apply', 'production', 'role_missing', 'migrations.apply needs the role operator on production.'),
    one(38 * minute, '-', '192.0.2.66', 'access.signIn', null, 'sign_in_failed', 'The name or the password is not right.'),
    one(38 * minute + 2_000, '-', '192.0.2.66', 'access.signIn', null, 'rate_limited', 'Too many requests: 5 attempts to sign in per minute.'),
    one(3 * hour, 'token Old deploy box', '10.4.2.9', 'migrations.apply', 'production', 'sign_in_required', 'You are not signed in to this Strata.'),
    one(9 * hour, 'jun', '10.4.1.40', 'restores.replace', 'production', 'role_missing', 'restores.replace needs the role operator on production.'),
    one(2 * day, '-', '192.0.2.66', 'GET /api/v1/users', null, 'sign_in_required', 'You are not signed in to this Strata.'),
    one(2 * day + 5_000, '-', '203.0.113.5', 'POST /rpc/environments/list', null, 'not_allowed', 'A request from another page is not allowed here.'),
  ]
}
