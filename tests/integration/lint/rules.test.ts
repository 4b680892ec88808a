import { describe, expect, test } from 'vitest'
import { verifyFixes } from '#engine/lint/verify-fixes.ts'
import { rules } from '#shared/lint/rules/index.ts'
import type { Rule } from '#shared/lint/rule.ts'
import { lintTraced, traceFiles } from './lint-world.ts'

const fileOf = (text: string) => [{ script: 'V1__example.sql', text }]

/** Rules that apply to the server of these tests. */
const applying = rules.filter(({ since = 0, until = 99 }) => since <= 15 && until >= 15).map((rule) => [rule.id, rule.name, rule] as const)

/** Rules whose fix is to let the server refuse what their bad example does: it is not offered for the example. */
const refused = new Set(['cascade'])

async function found(rule: Rule, text: string) {
  const files = fileOf(text)
  const traced = await traceFiles(rule.examples.setup ?? '', files)
  const findings = await lintTraced(rule, files, traced, traced.traces)
  return { traced, files, findings, own: findings.filter(({ code }) => code === rule.name) }
}

/** Titles of the fixes of a rule that are left when each was linted and traced. */
async function verifiedFixes(rule: Rule, { findings, files, traced }: Awaited<ReturnType<typeof found>>): Promise<string[]> {
  const verified = await verifyFixes(findings, {
    files,
    relint: (cured, again) => lintTraced(rule, cured, { ...traced, after: again?.after }, again?.traces),
    retrace: async (cured) => {
      const again = await traceFiles(rule.examples.setup ?? '', cured)
      return again.failed === undefined ? again : undefined
    },
  })
  return verified.flatMap(({ code, fix }) => (code === rule.name && fix?.verified === true ? [fix.title] : []))
}

describe.each(applying)('%s %s on a server', (_id, _name, rule) => {
  test('its bad example is found, and each of its fixes cures it where it is traced', async () => {
    const bad = await found(rule, rule.examples.bad)
    expect(bad.own.length).toBeGreaterThan(0)
    const offered = bad.own.flatMap(({ fix }) => fix?.title ?? [])
    const wanted = refused.has(rule.name) ? [] : offered
    expect(offered.length === 0 ? [] : await verifiedFixes(rule, bad)).toEqual(wanted)
  })

  test('its good example runs and is not found', async () => {
    const { own, traced } = await found(rule, rule.examples.good)
    expect(traced.failed).toBeUndefined()
    expect(own).toEqual([])
  })
})
