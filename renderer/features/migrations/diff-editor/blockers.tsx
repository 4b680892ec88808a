import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Environment } from '#shared/contract/environments.ts'
import type { Blockers, Preview } from '#shared/contract/preview.ts'
import { api, readable } from '../../../client/queries.ts'
import { errorWords } from '../../../i18n/errors.ts'
import { useFormat } from '../../../i18n/format.ts'
import { Section } from '../../../ui/panel.tsx'
import { SkeletonLines } from '../../../ui/skeleton.tsx'
import css from './editor.module.css'

const every = 5_000

interface BlockersSectionProps {
  environment: Environment
  preview: Preview
  /** Migrations that are looked at. */
  scripts: readonly string[]
}

/** Who works on the target now, asked again while somebody looks. */
export function BlockersSection({ environment, preview, scripts }: BlockersSectionProps) {
  const { t, i18n } = useTranslation('preview')
  const format = useFormat()
  const asked = useQuery({ ...api.preview.blockers.queryOptions({ input: { preview: preview.id } }), refetchInterval: every, staleTime: every, retry: false })
  const title = t('blockers.title', { env: environment.name })
  const at = asked.data && <span className={css.asOf}>{t('blockers.asOf', { time: format.time(asked.data.at) })}</span>
  return (
    <Section title={title} note={at}>
      {asked.isError && (
        <p className={css.warnText} role="status">
          {t('blockers.failed', { env: environment.name })}: {errorWords(readable(asked.error).data, i18n.language).message}
        </p>
      )}
      {asked.data ? <Now blockers={asked.data} scripts={scripts} title={title} /> : !asked.isError && <SkeletonLines widths={[80, 64]} />}
    </Section>
  )
}

function Now({ blockers, scripts, title }: { blockers: Blockers; scripts: readonly string[]; title: string }) {
  const { t } = useTranslation('preview')
  const { sessions, notes } = blockers
  const stopping = sessions.filter(({ stops }) => stops.some(({ script }) => scripts.includes(script)))
  const first = stopping.flatMap(({ stops }) => stops).find(({ script }) => scripts.includes(script))
  return (
    <>
      {sessions.length === 0 ? <p className={css.quiet}>{t('blockers.none')}</p> : <Sessions sessions={sessions} stopping={stopping} title={title} />}
      {first ? <p className={css.warnText}>{t('blockers.stop', { count: stopping.length, statement: first.statement })}</p> : sessions.length > 0 && <p className={css.quiet}>{t('blockers.noStop')}</p>}
      <Lag replication={blockers.replication} />
      {notes.length > 0 && (
        <details className={css.details}>
          <summary>{t('blockers.unseen', { count: notes.length })}</summary>
          {notes.map(({ message, help }, index) => (
            <p key={index}>
              {message} {help && <code>{help}</code>}
            </p>
          ))}
        </details>
      )}
    </>
  )
}

const shown = 8

function Sessions({ sessions, stopping, title }: { sessions: Blockers['sessions']; stopping: Blockers['sessions']; title: string }) {
  const { t } = useTranslation('preview')
  const format = useFormat()
  const sorted = [...stopping, ...sessions.filter((each) => !stopping.includes(each))]
  return (
    <table className={css.sessions} aria-label={title}>
      <thead>
        <tr>
          <th scope="col">{t('blockers.who')}</th>
          <th scope="col">{t('blockers.does')}</th>
          <th scope="col">{t('blockers.since')}</th>
        </tr>
      </thead>
      <tbody>
        {sorted.slice(0, shown).map((session) => (
          <tr key={session.pid} data-stops={stopping.includes(session)}>
            <th scope="row" title={[session.application, session.client, `pid ${session.pid}`].filter(Boolean).join(' · ')}>
              {session.user ?? session.application ?? session.pid}
            </th>
            <td title={session.query ?? undefined}>{doing(session, t(`blockers.kind.${session.kind}`))}</td>
            <td>{session.seconds === null ? '' : format.duration(session.seconds * 1000)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** "SELECT … orders" of a query, the kind of everything else. */
function doing({ kind, query, relations }: Blockers['sessions'][number], word: string): string {
  if (kind !== 'query' && kind !== 'transaction') return word
  const verb = query?.trim().split(/\s+/)[0]?.toUpperCase()
  const relation = relations[0]?.relation.split('.').at(-1)
  return verb && relation ? `${verb} … ${relation}` : word
}

function Lag({ replication }: Pick<Blockers, 'replication'>) {
  const { t } = useTranslation('preview')
  const format = useFormat()
  const late = replication.filter(({ lagSeconds, lagBytes }) => lagSeconds === null ? lagBytes === null : lagSeconds >= 1)
  return late.map(({ name, lagSeconds }) => (
    <p key={name} className={css.warnText}>
      {lagSeconds === null ? t('blockers.lagUnknown', { name }) : t('blockers.lag', { name, lag: format.duration(lagSeconds * 1000) })}
    </p>
  ))
}
