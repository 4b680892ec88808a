import { expect, test } from 'vitest'
import { AppError } from '#shared/contract/app-error.ts'
import { fleetLimitsSchema, fleetRunSchema, type FleetRun, type RunMember } from '#shared/contract/fleet.ts'
import { writeReport } from './report.ts'

const member: RunMember = {
  label: 'tenant_1', server: 'shop', database: 'tenant_1', schema: 'public', state: 'done', canary: true, planned: 'a', before: '1', after: '2', migrations: 1, ms: 1234, attempts: 1, worker: 'host:1', backup: null,
  startedAt: '2026-11-01T12:00:00.000Z', endedAt: '2026-11-01T12:00:01.000Z', error: null,
}
const nasty = '<script>alert(1)</script>|"x"\u0001\nnext'
const run: FleetRun = {
  id: 'run-1', fleetId: 'f', fleet: 'tenants', env: 'shop', state: 'stopped', stop: '1 member failed', by: 'ann@desk', reason: null, startedAt: '2026-11-01T12:00:00.000Z', endedAt: '2026-11-01T12:01:00.000Z', total: 3, canaries: 1,
  counts: { queued: 0, running: 0, done: 1, failed: 1, skipped: 1, unknown: 0 }, limits: fleetLimitsSchema.parse({}), to: null, planFingerprint: 'f'.repeat(64), coordinator: null, error: null,
  members: [member, { ...member, label: 'tenant_2', canary: false, state: 'skipped', startedAt: null, after: null, ms: null }, { ...member, label: nasty, canary: false, state: 'failed', after: '1', error: new AppError('statement_failed', { file: 'V2.sql', line: 1, problem: nasty }).data }],
}

test('every format has every member, the failed ones first', () => {
  for (const format of ['markdown', 'html', 'junit'] as const) {
    const { text } = writeReport(run, format)
    const at = ['alert(1)', 'tenant_2', 'tenant_1'].map((label) => text.indexOf(label))
    expect(at.every((index, place) => index > (at[place - 1] ?? 0)), format).toBe(true)
  }
  const json = fleetRunSchema.parse(JSON.parse(writeReport(run, 'json').text))
  expect(json.members.map(({ state }) => state)).toEqual(['failed', 'skipped', 'done'])
  expect(writeReport(run, 'markdown').fileName).toBe('fleet-tenants-20261101T120000.md')
})

test('names and errors are text in every format, never markup', () => {
  const { html, junit, markdown } = { html: writeReport(run, 'html').text, junit: writeReport(run, 'junit').text, markdown: writeReport(run, 'markdown').text }
  for (const text of [html, junit, markdown]) expect(text).not.toContain('<script>')
  // oxlint-disable-next-line no-control-regex
  expect(junit).not.toMatch(/\u0001/)
  expect(markdown.split('\n').filter((line) => line.startsWith('|'))).toHaveLength(5)
  expect(junit).toContain('<testsuite name="fleet tenants" tests="3" failures="1" errors="0" skipped="1" time="2.468"')
})
