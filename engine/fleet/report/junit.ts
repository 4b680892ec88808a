import type { FleetRun, RunMember } from '#shared/contract/fleet.ts'
import { outcomeSentence, problemOf } from './facts.ts'

/** One test case for each member; what is not done is a failure, an error or skipped. */
export function junitReport(run: FleetRun): string {
  const { counts: { failed, unknown, skipped, queued, running }, members, fleet, startedAt } = run
  const seconds = members.reduce((sum, { ms }) => sum + (ms ?? 0), 0) / 1000
  const suite = `<testsuite name="${escape(`fleet ${fleet}`)}" tests="${members.length}" failures="${failed}" errors="${unknown}" skipped="${skipped + queued + running}" time="${seconds.toFixed(3)}" timestamp="${startedAt}">`
  return ['<?xml version="1.0" encoding="UTF-8"?>', '<testsuites>', suite, ...members.map((member) => testCase(fleet, member)), `<system-out>${escape(outcomeSentence(run))}</system-out>`, '</testsuite>', '</testsuites>', ''].join('\n')
}

function testCase(fleet: string, member: RunMember): string {
  const open = `<testcase classname="${escape(`fleet.${fleet}`)}" name="${escape(member.label)}" time="${((member.ms ?? 0) / 1000).toFixed(3)}"`
  const inside = inner(member)
  return inside === '' ? `${open}/>` : `${open}>${inside}</testcase>`
}

function inner(member: RunMember): string {
  const { state, error } = member
  if (state === 'done') return ''
  const message = `message="${escape(error?.message ?? state)}"`
  const text = escape(problemOf(member))
  if (state === 'failed') return `<failure type="${error?.code ?? 'failed'}" ${message}>${text}</failure>`
  return state === 'unknown' ? `<error type="unknown" ${message}>${text}</error>` : `<skipped ${message}/>`
}

/** Characters that XML 1.0 does not know are left out. */
export function escape(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text.replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;')
}
