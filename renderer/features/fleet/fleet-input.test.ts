import { expect, test } from 'vitest'
import { fleetInputSchema } from '#shared/contract/fleet.ts'
import { draftOf, inputOf, saysMembers } from './fleet-input.ts'

test('names are given one a line or with commas, each counts once, and only what finds the members is sent', () => {
  const draft = { ...draftOf(null, 'shop'), name: ' tenants ', by: 'list' as const, members: 'one\ntwo, one\n\n three ', pattern: 'left over', excludes: 'old_*' }
  const input = inputOf(draft)
  expect(fleetInputSchema.parse(input)).toEqual(input)
  expect([input.name, input.members, input.pattern, input.excludes]).toEqual(['tenants', ['one', 'two', 'three'], '', ['old_*']])
  expect([saysMembers(draft), saysMembers({ ...draft, by: 'query' })]).toEqual([true, false])
})
