import type { FleetRun, RunMember } from '#shared/contract/fleet.ts'

/** What became of the run, in a sentence. */
export function outcomeSentence({ state, stop, counts: { done, failed, skipped, unknown, queued, running }, total, error }: FleetRun): string {
  const parts = [`${done} of ${total} are done`, ...named(failed, 'failed'), ...named(unknown, 'not known'), ...named(skipped, 'left out'), ...named(running, 'at work'), ...named(queued, 'queued')]
  const words: Record<FleetRun['state'], string> = {
    preparing: 'It is being prepared', running: 'It is running', waiting: 'The canaries are done; it waits for a go-ahead', stopping: `It is stopping: ${stop}`, succeeded: 'Every member is migrated',
    incomplete: 'Every member had its turn, and not all are done', stopped: `It stopped: ${stop}`, failed: `It could not begin: ${error?.message ?? ''}`, interrupted: 'The process that ran it is gone',
  }
  return `${words[state].replace(/\.$/, '')}. ${parts.join(', ')}.`
}

function named(number: number, what: string): string[] {
  return number > 0 ? [`${number} ${what}`] : []
}

/** "11 -> 12", "up to date" or a dash. */
export function versionWords({ state, migrations, before, after, startedAt }: RunMember): string {
  if (state === 'done' && migrations === 0 && startedAt === null) return `${before ?? 'none'}, up to date`
  if (startedAt === null) return before ?? '-'
  return `${before ?? 'none'} → ${after ?? (state === 'running' || state === 'unknown' ? '?' : 'none')}`
}

export function durationWords(ms: number | null): string {
  if (ms === null) return ''
  return ms < 1000 ? `${ms} ms` : `${(ms / 1000).toFixed(1)} s`
}

export function problemOf({ error }: RunMember): string {
  return error ? [error.message, error.state, error.help].filter(Boolean).join(' ') : ''
}

export function headFacts(run: FleetRun): readonly (readonly [string, string])[] {
  const { env, by, reason, startedAt, endedAt, planFingerprint, to, limits, canaries } = run
  return [
    ['Environment', env], ['By', by], ...(reason ? [['Reason', reason] as const] : []), ['Begun', startedAt], ...(endedAt ? [['Ended', endedAt] as const] : []),
    ...(to ? [['Up to version', to] as const] : []), ['Plan', planFingerprint.slice(0, 12)], ['Limits', `${limits.concurrency} at a time, ${canaries} first, ${stopWords(run)}, ${limits.backup ? 'with a backup of each' : 'without backups'}`],
  ]
}

function stopWords({ limits: { stopAfterFailures, stopAfterPercent } }: FleetRun): string {
  const rules = [...(stopAfterFailures > 0 ? [`${stopAfterFailures} failed`] : []), ...(stopAfterPercent > 0 ? [`${stopAfterPercent} % failed`] : [])]
  return rules.length === 0 ? 'no stop rule' : `stop when ${rules.join(' or ')}`
}
