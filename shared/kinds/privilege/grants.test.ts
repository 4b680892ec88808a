import { expect, test } from 'vitest'
import { grantsOf, type AclItem } from './catalog.sql.ts'
import { change, usual } from './grants.ts'

const owner: AclItem[] = [[10, 'me', 'EXECUTE', false]]
const everybody: AclItem = [0, 'PUBLIC', 'EXECUTE', false]

test('an ACL that says what PostgreSQL gives by itself is no fact', () => {
  expect(grantsOf([...owner, everybody], [...owner, everybody], 10)).toEqual([])
})

test('a default that PUBLIC has lost is a fact', () => {
  expect(grantsOf(owner, [...owner, everybody], 10)).toEqual([{ grantee: 'PUBLIC', data: { revoked: ['EXECUTE'] } }])
})

test('a privilege that was granted twice, once with the right to pass it on, counts once', () => {
  const twice: AclItem[] = [[20, 'you', 'SELECT', true], [20, 'you', 'SELECT', false], [20, 'you', 'INSERT', false]]
  expect(grantsOf(twice, [], 10)).toEqual([{ grantee: 'you', data: { privileges: ['INSERT'], grantable: ['SELECT'] } }])
})

test('what the owner has lost is a fact that follows the owner', () => {
  expect(grantsOf([], owner, 10)).toEqual([{ grantee: 'me', data: { revoked: ['EXECUTE'], owner: true } }])
})

test('only what differs is granted and revoked, and the right to pass on is taken without the privilege', () => {
  expect(change({ plain: ['INSERT'], grantable: ['SELECT'] }, { plain: ['SELECT'], grantable: ['UPDATE'] })).toEqual([
    { verb: 'revoke', privileges: ['INSERT'] },
    { verb: 'revoke-option', privileges: ['SELECT'] },
    { verb: 'grant-option', privileges: ['UPDATE'] },
  ])
  expect(change({ plain: ['SELECT'], grantable: [] }, { plain: ['SELECT'], grantable: [] })).toEqual([])
})

test('PUBLIC has by itself what acldefault() gives: routines, types and languages, but not tables, servers and wrappers', () => {
  expect(usual('function:public.f()', 'PUBLIC')).toEqual(['EXECUTE'])
  expect(usual('domain:public.d', 'PUBLIC')).toEqual(['USAGE'])
  expect(usual('table:public.t', 'PUBLIC')).toEqual([])
  expect(usual('server:s', 'PUBLIC')).toEqual([])
  expect(usual('schema:s', 'PUBLIC')).toEqual([])
})
