import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MigrationState, Status } from '#shared/contract/migrations.ts'
import { MayButton } from '../../app/abilities/may.tsx'
import { client, refreshAfterChange } from '../../client/queries.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { ConfirmFields, confirmInput, isConfirmed, type Confirmed } from '../../app/confirm-fields.tsx'
import type { HistoryDialogProps } from './history-dialogs.tsx'
import css from './dialogs.module.css'

/** Says what repair would change, file by file, before it does. */
export function RepairDialog({ environment, status, onClose }: HistoryDialogProps) {
  const { t } = useTranslation(['migrations', 'common'])
  const [confirmed, setConfirmed] = useState<Confirmed>({ name: '', reason: '' })
  const repair = useMutation({ mutationFn: () => client.migrations.repair({ env: environment.id, ...confirmInput(environment, confirmed) }), onSuccess: () => void refreshAfterChange() })
  const production = environment.class === 'production'
  const any = status.migrations.some(({ state }) => state === 'failed' || state === 'changed' || state === 'missing')
  const foot = repair.data ? (
    <Button variant="primary" onClick={onClose}>
      {t('common:close')}
    </Button>
  ) : (
    <>
      <Button onClick={onClose}>{t('common:cancel')}</Button>
      <MayButton operation="migrations.repair" env={environment.id} variant={production ? 'danger' : 'primary'} disabled={!any || !isConfirmed(environment, confirmed)} busy={repair.isPending} onClick={() => repair.mutate()}>
        {t('repair.do', { env: environment.name })}
      </MayButton>
    </>
  )
  return (
    <Dialog open onClose={onClose} title={t('repair.title', { env: environment.name })} production={production} foot={foot}>
      <div className={css.body}>
        {repair.data ? (
          <div role="status">
            <p>
              <b>{t('repair.done')}</b>
            </p>
            <p>{t('repair.removed', { count: repair.data.removedFailed.length })}</p>
            <p>{t('repair.aligned', { count: repair.data.alignedChecksums.length })}</p>
            <p>{t('repair.marked', { count: repair.data.markedDeleted.length })}</p>
          </div>
        ) : (
          <>
            <p>{t('repair.intro')}</p>
            {any ? <WouldChange status={status} /> : <p>{t('repair.nothing')}</p>}
            {any && <ConfirmFields environment={environment} value={confirmed} onChange={setConfirmed} what={{ operation: 'migrations.repair', plan: '' }} />}
            {repair.error && <ErrorNotice error={repair.error} />}
          </>
        )}
      </div>
    </Dialog>
  )
}

const parts = [
  ['failed', 'repair.removeFailed'],
  ['changed', 'repair.align'],
  ['missing', 'repair.mark'],
] as const satisfies readonly (readonly [MigrationState, string])[]

function WouldChange({ status }: { status: Status }) {
  const { t } = useTranslation('migrations')
  const scripts = (state: MigrationState) => status.migrations.filter((row) => row.state === state).map(({ script }) => script)
  return (
    <section>
      <h3 className={css.title}>{t('repair.would')}</h3>
      {parts.map(([state, words]) =>
        scripts(state).length === 0 ? null : (
          <div key={state} className={css.part}>
            <p>{t(words)}</p>
            <ul>
              {scripts(state).map((script) => (
                <li key={script}>{script}</li>
              ))}
            </ul>
          </div>
        ),
      )}
      {scripts('changed').length > 0 && <p className={css.warning}>{t('repair.warning')}</p>}
    </section>
  )
}
