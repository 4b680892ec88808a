import { useTranslation } from 'react-i18next'
import type { Environment } from '#shared/contract/environments.ts'
import type { Plan, Status } from '#shared/contract/migrations.ts'
import { MayButton } from '../../app/abilities/may.tsx'
import { openApply } from '../../app/apply-store.ts'
import { select, useNavigation } from '../../app/navigation.ts'
import { readable } from '../../client/queries.ts'
import { errorWords } from '../../i18n/errors.ts'
import { useFormat } from '../../i18n/format.ts'
import { Button } from '../../ui/button.tsx'
import { SkeletonLines } from '../../ui/skeleton.tsx'
import { rangeWords } from './diff-editor/amounts.ts'
import { useShownPreview } from './diff-editor/use-preview.ts'
import { planEnds, usePlan } from './queries.ts'
import css from './list.module.css'

interface NextRunProps {
  environment: Environment
  status: Status
}

/** Says what would run next, in words, and offers to run it. */
export function NextRun({ environment, status }: NextRunProps) {
  const { t } = useTranslation('migrations')
  const plan = usePlan(environment.id, 'up', undefined, status)
  const planShown = useNavigation(({ item }) => item === null)
  const steps = plan.data?.steps.length ?? 0
  return (
    <section className={css.next} aria-label={t('plan.up')} aria-busy={plan.isPending}>
      {plan.isPending ? <SkeletonLines widths={[44, 78]} /> : plan.data ? <Words plan={plan.data} status={status} /> : <Failed error={plan.error} />}
      {steps > 0 && (
        <div className={css.nextActions}>
          {!planShown && <Button onClick={() => select(null)}>{t('showPlan')}</Button>}
          <MayButton operation="migrations.apply" env={environment.id} variant={environment.class === 'production' ? 'danger' : 'primary'} disabled={status.server.readOnly} onClick={() => openApply({ env: environment.id, direction: 'up' })}>
            {t('apply', { env: environment.name })}
          </MayButton>
        </div>
      )}
    </section>
  )
}

function Words({ plan, status }: { plan: Plan; status: Status }) {
  const { t } = useTranslation('migrations')
  const ends = planEnds(plan.steps)
  if (!ends) {
    return (
      <>
        <p className={css.nextTitle}>{t('next.nothing')}</p>
        <p className={css.nextText}>{t('next.nothingText', { count: status.migrations.length })}</p>
      </>
    )
  }
  const outside = plan.steps.filter(({ transactional }) => !transactional).length
  const statements = plan.steps.reduce((sum, step) => sum + step.statements.length, 0)
  const { planned, problem } = plan.backup
  return (
    <>
      <p className={css.nextTitle}>{ends.first === ends.last ? t('next.one', { only: ends.first }) : t('next.range', ends)}</p>
      <p className={css.nextText}>
        <Time env={plan.env} />
        {t('next.statements', { count: statements })}
        {outside > 0 && ` · ${t('next.outside', { count: outside })}`}
        {' · '}
        <span className={problem ? css.nextWarn : undefined}>{problem ? t('next.noBackup') : planned ? t('next.backup') : t('next.backupOff')}</span>
      </p>
    </>
  )
}

/** What its preview says of the time on the target. */
function Time({ env }: { env: string }) {
  const { t } = useTranslation('preview')
  const format = useFormat()
  const seconds = useShownPreview(env)?.seconds
  return seconds ? <b className={css.nextTime}>{rangeWords(seconds, { t, format })} · </b> : null
}

function Failed({ error }: { error: unknown }) {
  const { t, i18n } = useTranslation('migrations')
  return (
    <>
      <p className={css.nextTitle}>{t('next.cannot')}</p>
      <p className={`${css.nextText} ${css.nextWarn}`}>{errorWords(readable(error).data, i18n.language).message}</p>
    </>
  )
}
