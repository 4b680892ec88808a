import { useTranslation } from 'react-i18next'
import type { DistinctState, FleetStates } from '#shared/contract/fleet.ts'
import { useFormat } from '../../i18n/format.ts'
import { stateColour } from './looks.ts'
import css from './fleet.module.css'

/** Name of the group of those that could not be read. */
export const unreadGroup = 'unread'

interface StateGroupsProps {
  states: FleetStates
  chosen: string | null
  onChoose: (group: string | null) => void
}

/** Each distinct state with its colour and its members; pressing one shows its members alone. */
export function StateGroups({ states, chosen, onChoose }: StateGroupsProps) {
  const { t } = useTranslation('fleet')
  const format = useFormat()
  const unread = states.members.filter(({ error }) => error).length
  const toggle = (group: string) => onChoose(group === chosen ? null : group)
  return (
    <>
      <div className={css.share} aria-hidden>
        {states.states.map((state, index) => (
          <i key={state.fingerprint} style={{ '--mark': stateColour(index), flexGrow: state.members.length } as React.CSSProperties} />
        ))}
        {unread > 0 && <i style={{ '--mark': 'var(--bad)', flexGrow: unread } as React.CSSProperties} />}
      </div>
      <div className={css.groups} role="group" aria-label={t('states.groups')}>
        {states.states.map((state, index) => (
          <button key={state.fingerprint} type="button" className={css.group} style={{ '--mark': stateColour(index) } as React.CSSProperties} aria-pressed={state.fingerprint === chosen} onClick={() => toggle(state.fingerprint)}>
            <span className={css.groupHead}>
              <b>{format.number(state.members.length)}</b> <span>{state.version === null ? t('states.noVersion') : t('states.version', { version: state.version })}</span>
            </span>
            <span className={css.sub}>{state.pending.length === 0 ? t('states.upToDate') : t('states.pending', { count: state.pending.length })}</span>
            <Problems state={state} />
          </button>
        ))}
        {unread > 0 && (
          <button type="button" className={css.group} style={{ '--mark': 'var(--bad)' } as React.CSSProperties} aria-pressed={chosen === unreadGroup} onClick={() => toggle(unreadGroup)}>
            <span className={css.groupHead}>
              <b>{format.number(unread)}</b> <span className={css.bad}>{t('states.unread')}</span>
            </span>
            <span className={css.sub}>{t('states.unreadText')}</span>
          </button>
        )}
      </div>
    </>
  )
}

function Problems({ state: { diagnostics, shapes } }: { state: DistinctState }) {
  const { t } = useTranslation('fleet')
  const errors = diagnostics.filter(({ severity }) => severity === 'error')
  const differ = shapes.slice(1).reduce((sum, { members }) => sum + members.length, 0)
  return (
    <>
      {errors.length > 0 && (
        <span className={`${css.sub} ${css.bad}`} title={errors.map(({ message }) => message).join('\n')}>
          {t('states.errors', { count: errors.length })}
        </span>
      )}
      {differ > 0 && <span className={`${css.sub} ${css.warn}`}>{t('states.drift', { count: differ })}</span>}
    </>
  )
}
