import { expect, test } from 'vitest'
import { policyHeader } from './content-security-policy.ts'

test('the policy allows no script but the own files', () => {
  const header = policyHeader()
  expect(header).toContain("default-src 'none'; script-src 'self';")
  expect(header).not.toMatch(/script-src[^;]*unsafe/)
  expect(header).not.toContain('http:')
})

test('sources are added to the directive that is named and to no other', () => {
  const header = policyHeader({ 'connect-src': ['ws://localhost:5173'] })
  expect(header).toContain("connect-src 'self' ws://localhost:5173;")
  expect(header.match(/ws:/g)).toHaveLength(1)
})
