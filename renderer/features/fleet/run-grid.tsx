import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RunMember } from '#shared/contract/fleet.ts'
import { errorWords } from '../../i18n/errors.ts'
import { useFormat } from '../../i18n/format.ts'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Facts } from '../../ui/field.tsx'
import { StateDot } from '../../ui/state-dot.tsx'
import { Tag } from '../../ui/tag.tsx'
import { memberLooks } from './looks.ts'
import { MemberPanel } from './member-panel.tsx'
import { VirtualGrid, type GridColumn } from './virtual-grid.tsx'
import css from './fleet.module.css'

/** Members of a run, the worst first; what happened to the chosen one stands below. */
export function RunGrid({ members }: { members: readonly RunMember[] }) {
  const { t } = useTranslation('fleet')
  const format = useFormat()
  const [chosen, setChosen] = useState<string | null>(null)
  const columns = useColumns()
  const member = members.find(({ label }) => label === chosen)
  return (
    <>
      <VirtualGrid label={t('views.members')} columns={columns} rows={members} rowKey={({ label }) => label} chosen={chosen} onChoose={setChosen} />
      {member && (
        <MemberPanel title={member.label} tags={<Tag tone={memberLooks[member.state][1]}>{t(`memberState.${member.state}`)}</Tag>} onClose={() => setChosen(null)}>
          <Facts
            facts={[
              [t('fields.database'), `${member.database} · ${member.schema}`], [t('fields.server'), member.server], [t('fields.migrations'), member.startedAt === null ? undefined : format.number(member.migrations)],
              [t('fields.begun'), member.startedAt && format.exact(member.startedAt)], [t('fields.attempts'), member.attempts > 1 ? format.number(member.attempts) : undefined], [t('fields.worker'), member.worker], [t('fields.backup'), member.backup && <span className={css.mono}>{member.backup}</span>],
            ]}
          />
          {member.state === 'unknown' && <p className={css.notice}>{t('run.unknownText')}</p>}
          {member.error && <ErrorNotice error={member.error} />}
        </MemberPanel>
      )}
    </>
  )
}

function useColumns(): GridColumn<RunMember>[] {
  const { t, i18n } = useTranslation('fleet')
  const format = useFormat()
  return [
    {
      key: 'member', title: t('columns.member'), width: 'minmax(150px, 1.3fr)',
      render: ({ label, state, canary }) => (
        <span className={css.member}>
          <StateDot shape={memberLooks[state][0]} tone={memberLooks[state][1]} />
          <span className={css.mono}>{label}</span>
          {canary && <Tag tone="vio">{t('run.canary')}</Tag>}
        </span>
      ),
    },
    { key: 'state', title: t('columns.state'), width: '88px', render: ({ state, startedAt }) => <span className={state === 'failed' ? css.bad : state === 'unknown' ? css.warn : css.quiet}>{state === 'done' && startedAt === null ? t('states.upToDate') : t(`memberState.${state}`)}</span> },
    { key: 'version', title: t('columns.version'), width: '104px', render: (member) => <Versions member={member} /> },
    { key: 'time', title: t('columns.time'), width: '72px', end: true, render: ({ ms }) => (ms === null ? '' : format.duration(ms)) },
    { key: 'note', title: t('columns.problem'), width: 'minmax(120px, 2fr)', render: ({ error }) => (error ? <span className={css.bad}>{errorWords(error, i18n.language).message}</span> : '') },
  ]
}

function Versions({ member: { before, after, startedAt, state } }: { member: RunMember }) {
  const name = (version: string | null) => (version === null ? '–' : `V${version}`)
  if (startedAt === null || before === after) return <span className={css.quiet}>{name(before)}</span>
  return (
    <>
      <span className={css.quiet}>{name(before)} →</span> {after === null ? (state === 'running' ? '…' : '?') : name(after)}
    </>
  )
}
