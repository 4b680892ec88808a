import type { FleetRun } from '#shared/contract/fleet.ts'
import { durationWords, headFacts, outcomeSentence, problemOf, versionWords } from './facts.ts'

export function markdownReport(run: FleetRun): string {
  const rows = run.members.map((member) => [member.label, member.canary ? 'canary' : '', member.state, versionWords(member), String(member.migrations), durationWords(member.ms), problemOf(member)])
  return [
    `# Fleet ${cell(run.fleet)}: run ${run.id.slice(0, 8)}`, '', cell(outcomeSentence(run)), '',
    ...headFacts(run).map(([name, value]) => `- ${name}: ${cell(value)}`), '',
    '| member | | state | version | migrations | time | problem |', '| --- | --- | --- | --- | ---: | ---: | --- |', ...rows.map((row) => `| ${row.map(cell).join(' | ')} |`), '',
  ].join('\n')
}

/** Names and errors come from outside: nothing of them is taken for markup. */
function cell(text: string): string {
  return text.replaceAll(/\s*[\r\n]+\s*/g, ' ').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll(/[\\|`*[\]]/g, '\\$&')
}
