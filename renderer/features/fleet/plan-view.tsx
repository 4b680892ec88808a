import { useTranslation } from 'react-i18next'
import type { FleetPlan } from '#shared/contract/fleet.ts'
import { errorWords } from '../../i18n/errors.ts'
import { useFormat } from '../../i18n/format.ts'
import { stateColour } from './looks.ts'
import css from './fleet.module.css'

/** How many members get what: each distinct state with its scripts, and the SQL of each script once. */
export function PlanView({ plan }: { plan: FleetPlan }) {
  const { t, i18n } = useTranslation('fleet')
  const format = useFormat()
  return (
    <>
      <p className={css.hero}>
        <span>
          <b>{format.number(plan.total)}</b> {t('plan.toMigrate', { count: plan.total })}
        </span>
        <span className={css.quiet}>{t('plan.upToDate', { count: plan.upToDate })}</span>
        {plan.unable > 0 && <span className={css.bad}>{t('plan.unable', { count: plan.unable })}</span>}
      </p>
      <ul className={css.plan} aria-label={t('plan.states')} tabIndex={0}>
        {plan.states.map((state, index) => (
          <li key={state.fingerprint} style={{ '--mark': state.problem ? 'var(--bad)' : stateColour(index) } as React.CSSProperties}>
            <span className={css.planHead}>
              <b>{state.problem ? t('plan.cannot') : state.scripts.length === 0 ? t('states.upToDate') : t('plan.fromTo', { from: state.from ?? '–', to: state.to ?? '–' })}</b>
              <span className={css.quiet} title={state.members.slice(0, 50).join(', ')}>{t('members', { count: state.members.length })}</span>
            </span>
            {state.problem ? <span className={css.error}>{errorWords(state.problem, i18n.language).message}</span> : state.scripts.length > 0 && <span className={css.scripts}>{state.scripts.join(' · ')}</span>}
          </li>
        ))}
        {plan.unread.map(({ label, error }) => (
          <li key={label} style={{ '--mark': 'var(--bad)' } as React.CSSProperties}>
            <span className={css.planHead}>
              <b className={css.mono}>{label}</b> <span className={css.bad}>{t('states.unread')}</span>
            </span>
            <span className={css.error}>{errorWords(error, i18n.language).message}</span>
          </li>
        ))}
      </ul>
      {plan.unable > 0 && <p className={css.quiet}>{t('plan.leftOut')}</p>}
      {plan.steps.length > 0 && (
        <details className={css.sql}>
          <summary>{t('plan.sql', { count: plan.steps.length })}</summary>
          {plan.steps.map(({ script, sql, transactional }) => (
            <pre key={script} tabIndex={0}>{`-- ${script}${transactional ? '' : `  (${t('plan.outside')})`}\n${sql.trimEnd()}`}</pre>
          ))}
        </details>
      )}
    </>
  )
}
