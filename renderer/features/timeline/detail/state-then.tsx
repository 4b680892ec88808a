import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { TimelineState } from '#shared/contract/timeline.ts'
import { navigate, select } from '../../../app/navigation.ts'
import { api } from '../../../client/queries.ts'
import { useFormat } from '../../../i18n/format.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { Facts } from '../../../ui/field.tsx'
import { Section } from '../../../ui/panel.tsx'
import { SkeletonLines } from '../../../ui/skeleton.tsx'
import type { Entry } from '../entries.ts'
import { pointOf, useComparePoints } from '../use-compare-points.ts'
import type { ChangeView } from '../use-view.ts'
import type { View } from '../view.ts'
import css from '../timeline.module.css'
import { Print } from './event-facts.tsx'

/** What the schema was right after an event. */
export function useStateThen({ event, environment }: Entry) {
  return useQuery({ ...api.timeline.state.queryOptions({ input: { env: environment?.id ?? event.env, event: event.id } }), enabled: environment !== undefined, staleTime: 30_000 })
}

interface StateThenProps {
  entry: Entry
  view: View
  change: ChangeView
}

/** The point as a state: version and migrations then, what changed since, and the point as one side of a comparison. */
export function StateThen({ entry, view, change }: StateThenProps) {
  const { t } = useTranslation('timeline')
  const state = useStateThen(entry)
  if (!entry.environment) return null
  return (
    <>
      <Section title={t('then.title')}>
        {state.isPending && <SkeletonLines widths={[60, 42]} />}
        {state.isError && <ErrorNotice error={state.error} onRetry={() => void state.refetch()} />}
        {state.data && <Then state={state.data} />}
      </Section>
      <Section title={t('since.title')}>
        {state.data && <Since state={state.data} />}
        <PointActions entry={entry} view={view} change={change} />
      </Section>
    </>
  )
}

function Then({ state: { version, versions, repeatables, fingerprint, backups } }: { state: TimelineState }) {
  const { t } = useTranslation('timeline')
  const format = useFormat()
  const [backup] = backups
  return (
    <>
      <Facts
        facts={[
          [t('then.version'), version === null ? t('then.noVersion') : `V${version}`],
          [t('then.schema'), fingerprint === null ? t('then.unknown') : <Print text={fingerprint} />],
          [t('then.backup'), backup ? <button type="button" className={css.link} onClick={() => navigate({ screen: 'backups', item: backup.id })}>{[format.dateTime(backup.at), backup.version && `V${backup.version}`].filter(Boolean).join(' · ')}</button> : t('then.noBackup')],
        ]}
      />
      {versions.length + repeatables.length > 0 && (
        <details className={css.applied}>
          <summary>{t('then.applied', { count: versions.length + repeatables.length })}</summary>
          <ol>
            {versions.toReversed().map(({ version: each, description, script, at }) => (
              <li key={each}>
                <b>V{each}</b> <span title={script}>{description}</span> <time dateTime={at}>{format.day(at)}</time>
              </li>
            ))}
            {repeatables.map(({ script, at }) => (
              <li key={script}>
                <b>R</b> <span title={script}>{script.replace(/^R__|\.sql$/g, '').replaceAll('_', ' ')}</span> <time dateTime={at}>{format.day(at)}</time>
              </li>
            ))}
          </ol>
        </details>
      )}
    </>
  )
}

const mostVersions = 12

function Since({ state: { since, driftSince } }: { state: TimelineState }) {
  const { t } = useTranslation('timeline')
  const words = (versions: readonly string[]) => [...versions.slice(0, mostVersions).map((each) => `V${each}`), ...(versions.length > mostVersions ? [t('more', { count: versions.length - mostVersions })] : [])].join(', ')
  if (since.applied.length + since.undone.length + driftSince.length === 0) return <p className={css.quiet}>{t('since.nothing')}</p>
  return (
    <Facts
      facts={[
        [t('since.applied'), words(since.applied)],
        [t('since.undone'), words(since.undone)],
        [t('since.drift'), driftSince.length === 0 ? undefined : <DriftLinks events={driftSince} />],
      ]}
    />
  )
}

function DriftLinks({ events }: { events: TimelineState['driftSince'] }) {
  const format = useFormat()
  return (
    <>
      {events.slice(0, 4).map(({ id, at }) => (
        <button key={id} type="button" className={css.link} onClick={() => select(id)}>
          {format.dateTime(at)}
        </button>
      ))}
    </>
  )
}

function PointActions({ entry, view, change }: StateThenProps) {
  const { t } = useTranslation('timeline')
  const compare = useComparePoints()
  const point = pointOf(entry)
  return (
    <>
      <div className={css.points}>
        <Button size="s" busy={compare.isPending} onClick={() => compare.mutate({ a: point, b: { env: point.env, event: null } })}>
          {t('since.compare')}
        </Button>
        {(['a', 'b'] as const).map((which) => (
          <Button key={which} size="s" variant="quiet" aria-pressed={view[which] === point.event} onClick={() => change({ [which]: view[which] === point.event ? null : point.event })}>
            {t(view[which] === point.event ? 'compare.isPoint' : 'compare.asPoint', { letter: which.toUpperCase() })}
          </Button>
        ))}
      </div>
      {compare.error !== null && <ErrorNotice error={compare.error} />}
    </>
  )
}
