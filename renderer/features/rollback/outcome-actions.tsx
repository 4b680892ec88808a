import { useTranslation } from 'react-i18next'
import type { Environment } from '#shared/contract/environments.ts'
import { rollbackResultSchema, type RollbackProgress } from '#shared/contract/rollback.ts'
import { navigate } from '../../app/navigation.ts'
import { closeRollback, openRollback, type RollbackTarget } from '../../app/rollback-store.ts'
import type { JobView } from '../../client/jobs.ts'
import { Button } from '../../ui/button.tsx'
import css from './rollback.module.css'

interface OutcomeActionsProps {
  environment: Environment
  target: RollbackTarget
  view: JobView
  steps: readonly RollbackProgress[]
}

/** What can be done next, the most useful last. */
export function OutcomeActions({ environment, target, view: { job }, steps }: OutcomeActionsProps) {
  const { t } = useTranslation('rollback')
  const result = job.state === 'succeeded' ? rollbackResultSchema.safeParse(job.result).data : undefined
  const go = (screen: 'timeline' | 'backups') => {
    closeRollback()
    navigate({ env: environment.id, screen })
  }
  const before = () => openRollback({ env: environment.id, rollback: job.id })
  if (job.state === 'succeeded') {
    return (
      <div className={css.actions}>
        <Button onClick={() => go('timeline')}>{t('end.timeline')}</Button>
        <span className={css.grow} />
        {result?.forward.way === 'apply' && <Button onClick={before}>{t('end.goForward')}</Button>}
        {result?.forward.way === 'put_back' && <Button onClick={() => go('backups')}>{t('end.openBackups')}</Button>}
        <Button variant="primary" onClick={closeRollback}>
          {t('end.close')}
        </Button>
      </div>
    )
  }
  const changed = steps.some(({ state, script }) => script !== null && (state === 'done' || state === 'unknown'))
  return (
    <div className={css.actions}>
      <Button onClick={closeRollback}>{t('end.close')}</Button>
      <span className={css.grow} />
      {changed && <Button onClick={before}>{t('end.goBack')}</Button>}
      <Button variant="primary" onClick={() => openRollback(target)}>
        {t(changed ? 'end.goOn' : 'end.again')}
      </Button>
    </div>
  )
}
