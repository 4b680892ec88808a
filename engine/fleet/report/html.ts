import type { FleetRun, RunMember } from '#shared/contract/fleet.ts'
import { durationWords, headFacts, outcomeSentence, problemOf, versionWords } from './facts.ts'
import { escape } from './junit.ts'

const style = `body{font:14px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:72rem;padding:0 1rem;color:#1b1f24;background:#fff}h1{font-size:1.4rem;margin:0 0 .5rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1rem;color:#57606a}dd{margin:0;color:#1b1f24}table{border-collapse:collapse;width:100%;margin-top:1.5rem}
th,td{text-align:left;padding:.35rem .6rem;border-bottom:1px solid #d8dee4;vertical-align:top}th{font-weight:600;color:#57606a}td.n{text-align:right;font-variant-numeric:tabular-nums}
.failed,.unknown{color:#b42318;font-weight:600}.done{color:#18794e}.skipped,.queued{color:#57606a}
@media (prefers-color-scheme:dark){body{background:#16181d;color:#e6e8eb}dl,th,.skipped,.queued{color:#9aa4af}dd{color:#e6e8eb}th,td{border-color:#30363d}.failed,.unknown{color:#ff8a80}.done{color:#5bd19a}}
@media print{body{margin:0;max-width:none}}`

/** A page to keep or print: nothing is loaded, nothing runs. */
export function htmlReport(run: FleetRun): string {
  const facts = headFacts(run).map(([name, value]) => `<dt>${escape(name)}</dt><dd>${escape(value)}</dd>`).join('')
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><title>${escape(`Fleet ${run.fleet}`)}</title><style>${style}</style></head>
<body><h1>${escape(`Fleet ${run.fleet}`)}</h1><p>${escape(outcomeSentence(run))}</p><dl>${facts}</dl>
<table><thead><tr><th>Member</th><th>State</th><th>Version</th><th>Migrations</th><th>Time</th><th>Problem</th></tr></thead><tbody>
${run.members.map(row).join('\n')}
</tbody></table></body></html>
`
}

function row(member: RunMember): string {
  const name = `${escape(member.label)}${member.canary ? ' <small>canary</small>' : ''}`
  return `<tr><td>${name}</td><td class="${member.state}">${member.state}</td><td>${escape(versionWords(member))}</td><td class="n">${member.migrations}</td><td class="n">${durationWords(member.ms)}</td><td>${escape(problemOf(member))}</td></tr>`
}
