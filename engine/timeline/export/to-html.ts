import type { TimelineEvent } from '#shared/contract/timeline.ts'
import type { Exported } from './export-timeline.ts'
import { styles } from './styles.ts'

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character)
}

/** A page that needs nothing beside itself and prints well; day by day, the newest first. */
export function toHtml({ events, environments, findings, madeAt, by }: Exported): string {
  const title = `Timeline of ${environments.length === 0 ? 'no environment' : environments.join(', ')}`
  const days = [...new Set(events.map(({ at }) => at.slice(0, 10)))]
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeHtml(title)}</title>
<style>${styles}</style>
</head>
<body>
<header><h1>${escapeHtml(title)}</h1><p>${events.length === 1 ? '1 event' : `${events.length} events`}, written by ${escapeHtml(by)} at <time>${escapeHtml(madeAt)}</time>. All times are UTC.</p></header>
${findings.map(({ severity, subject, message }) => `<p class="finding ${escapeHtml(severity)}"><b>${escapeHtml(subject ?? '')}</b> ${escapeHtml(message)}</p>`).join('\n')}
${days.map((day) => section(day, events.filter(({ at }) => at.startsWith(day)))).join('\n')}
</body>
</html>
`
}

function section(day: string, events: readonly TimelineEvent[]): string {
  return `<section><h2>${escapeHtml(day)}</h2>
<table><thead><tr><th>Time</th><th>Environment</th><th>What</th><th>Who</th><th>Why</th></tr></thead><tbody>
${events.map(row).join('\n')}
</tbody></table></section>`
}

function row(event: TimelineEvent): string {
  const { at, env, kind, version, description, by, host, reason, ms, problem, note } = event
  const what = [version && `<b>V${escapeHtml(version)}</b>`, escapeHtml(description)].filter(Boolean).join(' ')
  const notes = [problem && `<p class="problem">${escapeHtml(problem)}</p>`, note && `<p class="note">${escapeHtml(note)}</p>`].filter(Boolean).join('')
  return `<tr class="${toneOf(kind)}"><td><time datetime="${escapeHtml(at)}">${escapeHtml(at.slice(11, 19))}</time></td><td>${escapeHtml(env)}</td>
<td><span class="kind">${escapeHtml(kind.replaceAll('_', ' '))}</span> ${what}${ms === null || ms === 0 ? '' : ` <span class="quiet">${duration(ms)}</span>`}${notes}${more(event)}</td>
<td>${escapeHtml(by)}${host ? ` <span class="quiet">${escapeHtml(host)}</span>` : ''}</td><td>${escapeHtml(reason ?? '')}</td></tr>`
}

function toneOf(kind: TimelineEvent['kind']): string {
  if (/failed|unknown|cancelled/.test(kind)) return 'bad'
  if (/^(drift|waiver|override)$/.test(kind)) return 'warn'
  return /undone|rollback|restore|put_back/.test(kind) ? 'back' : 'plain'
}

function duration(ms: number): string {
  if (ms < 1000) return `${ms} ms`
  return ms < 60_000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`
}

/** What a reader looks up rarely. */
function more({ script, planFingerprint, before, after, backupId, runId, chain, details, log }: TimelineEvent): string {
  const facts: [string, string | null | undefined][] = [
    ['Script', script], ['Plan', planFingerprint], ['Schema before', before], ['Schema after', after], ['Backup', backupId], ['Run', runId], ['Chain', chain],
    ['Details', details && JSON.stringify(details)], ['Log', log],
  ]
  const known = facts.flatMap(([name, value]) => (value ? [`<dt>${name}</dt><dd>${escapeHtml(value)}</dd>`] : []))
  return known.length === 0 ? '' : `<dl>${known.join('')}</dl>`
}
