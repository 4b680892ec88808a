import { describe, expect, test } from 'vitest'
import { grantOf } from './grant-text.ts'
import { accessOptions } from './serve-access.ts'

const none = { insecureHttp: false, link: false }

describe('who may reach the server', () => {
  test('people sign in by name unless the personal mode is asked for', () => {
    expect(accessOptions(none)).toMatchObject({ signIn: 'users' })
    expect(accessOptions({ ...none, link: true })).toMatchObject({ signIn: 'link' })
  })

  test.each([[{ tlsCert: '/none' }], [{ tlsCert: '/none', tlsKey: '/none' }], [{ publicUrl: 'strata.example' }], [{ publicUrl: 'https://strata.example/below' }], [{ publicUrl: 'ftp://strata.example' }]])('%j is refused', (flags) => {
    expect(() => accessOptions({ ...none, ...flags })).toThrow(/bad_request|not valid/)
  })

  test('a provider needs TLS, a name and a secret that stands in no argument', () => {
    const oidc = { issuer: 'https://id.example', clientId: 'strata', secretFile: undefined, groups: ['dba=operator', 'a=b=viewer@shop'], domains: [] }
    expect(() => accessOptions({ ...none, oidc })).toThrow(/needs --oidc-client-id and a secret/)
    expect(() => accessOptions({ ...none, oidc: { ...oidc, issuer: 'http://id.example' } })).toThrow(/https/)
    process.env['STRATA_OIDC_SECRET'] = 's'
    try {
      expect(accessOptions({ ...none, oidc }).oidc).toMatchObject({ name: 'id.example', nameClaim: 'preferred_username', groups: [{ group: 'dba', env: '*', role: 'operator' }, { group: 'a=b', env: 'shop', role: 'viewer' }] })
      expect(() => accessOptions({ ...none, oidc: { ...oidc, groups: ['dba'] } })).toThrow(/no role/)
    } finally {
      delete process.env['STRATA_OIDC_SECRET']
    }
  })
})

test('a grant is a role, and where', () => {
  expect([grantOf('viewer'), grantOf('operator@shop eu')]).toEqual([{ env: '*', role: 'viewer' }, { env: 'shop eu', role: 'operator' }])
  expect(() => grantOf('admin@shop')).toThrow(/no role/)
})
