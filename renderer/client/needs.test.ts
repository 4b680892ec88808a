import { expect, test } from 'vitest'
import { operationNeed } from './needs.ts'

test('what an operation asks for is read from the contract', () => {
  expect(operationNeed('access.users')).toMatchObject({ role: 'owner', on: 'store' })
  expect(operationNeed('access.createToken')).toMatchObject({ on: 'everybody' })
  expect(operationNeed('migrations.apply')).toMatchObject({ role: 'operator', inDevelopment: 'developer', on: 'environment' })
  expect(operationNeed('migrations.create')).toMatchObject({ role: 'developer', on: 'environment' })
})
