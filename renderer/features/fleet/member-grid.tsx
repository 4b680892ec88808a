import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FleetStates, MemberStatus } from '#shared/contract/fleet.ts'
import { errorWords } from '../../i18n/errors.ts'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Facts } from '../../ui/field.tsx'
import { Tag } from '../../ui/tag.tsx'
import { stateColour } from './looks.ts'
import { MemberPanel } from './member-panel.tsx'
import { VirtualGrid, type GridColumn } from './virtual-grid.tsx'
import css from './fleet.module.css'

/** Members with version, pending migrations and what sets them apart from the others. */
export function MemberGrid({ states, members }: { states: FleetStates; members: readonly MemberStatus[] }) {
  const { t } = useTranslation('fleet')
  const [chosen, setChosen] = useState<string | null>(null)
  const colours = new Map(states.states.map(({ fingerprint }, index) => [fingerprint, stateColour(index)]))
  const usual = new Set(states.states.flatMap(({ shapes }) => shapes.slice(0, 1).map(({ shape }) => shape)))
  const columns = useColumns(states, usual)
  const member = members.find(({ label }) => label === chosen)
  const mark = ({ state, error }: MemberStatus) => (error ? 'var(--bad)' : colours.get(state ?? ''))
  return (
    <>
      <VirtualGrid label={t('views.members')} columns={columns} rows={members} rowKey={({ label }) => label} chosen={chosen} onChoose={setChosen} mark={mark} />
      {member && (
        <MemberPanel title={member.label} onClose={() => setChosen(null)}>
          <Facts
            facts={[
              [t('fields.database'), `${member.database} · ${member.schema}`], [t('fields.server'), member.server], [t('fields.version'), member.version ?? t('states.noVersion')],
              [t('fields.pending'), states.states.find(({ fingerprint }) => fingerprint === member.state)?.pending.map(({ script }) => script).join(', ')],
              [t('fields.state'), member.state && <span className={css.mono}>{member.state.slice(0, 12)}</span>],
            ]}
          />
          {member.error && <ErrorNotice error={member.error} />}
        </MemberPanel>
      )}
    </>
  )
}

function useColumns(states: FleetStates, usual: ReadonlySet<string>): GridColumn<MemberStatus>[] {
  const { t, i18n } = useTranslation('fleet')
  const several = new Set(states.members.map(({ server }) => server)).size > 1
  return [
    { key: 'member', title: t('columns.member'), width: 'minmax(140px, 1.4fr)', render: ({ label }) => <span className={css.mono}>{label}</span> },
    ...(several ? [{ key: 'server', title: t('columns.server'), width: '120px', render: ({ server }: MemberStatus) => <span className={css.quiet}>{server}</span> }] : []),
    { key: 'version', title: t('columns.version'), width: '76px', render: ({ version, error }) => (error ? '' : version === null ? <span className={css.quiet}>–</span> : `V${version}`) },
    { key: 'pending', title: t('columns.pending'), width: '76px', end: true, render: ({ pending, error }) => (error ? '' : pending === 0 ? <span className={css.quiet}>0</span> : pending) },
    {
      key: 'note', title: t('columns.note'), width: 'minmax(120px, 2fr)',
      render: ({ error, failed, shape }) =>
        error ? <span className={css.bad}>{errorWords(error, i18n.language).message}</span> : failed > 0 ? <Tag tone="bad">{t('states.failed', { count: failed })}</Tag> : shape !== null && !usual.has(shape) ? <Tag tone="warn">{t('states.differs')}</Tag> : '',
    },
  ]
}
