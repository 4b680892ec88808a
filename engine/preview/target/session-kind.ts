import type { Blockers } from '#shared/contract/preview.ts'
import type { SessionRow } from './blockers.sql.ts'

type Kind = Blockers['sessions'][number]['kind']

/** What a session is doing, from its own names and its text. */
export function sessionKind({ application, state, query, backendType, secondsBefore }: Pick<SessionRow, 'application' | 'state' | 'query' | 'backendType' | 'secondsBefore'>): Kind {
  if (backendType === 'autovacuum worker') return 'autovacuum'
  if (isDump(application ?? '')) return 'dump'
  if (/^strata migrate\b/.test(application ?? '')) return 'migration'
  if (state?.startsWith('idle in transaction')) return 'idle_in_transaction'
  const text = (query ?? '').trimStart()
  if (/^(vacuum|cluster|analyze)\b/i.test(text)) return 'vacuum'
  if (/^(create\s+(unique\s+)?index|reindex)\b/i.test(text)) return 'index_build'
  return state === 'active' && (secondsBefore ?? 0) < 0.001 ? 'query' : 'transaction'
}

/** pg_dump and pg_dumpall say who they are; Strata's own backups too. */
function isDump(application: string): boolean {
  return /^pg_(dump|dumpall|basebackup)\b|^strata (pg_dump|backup)\b/.test(application)
}

/** Strata's own looks at the catalogs, which end in a moment: whoever asks who is in the way does not mean them. */
export function isOwnLook(application: string | null): boolean {
  return /^strata (studio|read|schema|shadow|preview shadow|timeline|watch|resolve)\b/.test(application ?? '')
}
