import { Radio } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Fleet, FleetRun } from '#shared/contract/fleet.ts'
import { api } from '../../client/queries.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { refreshFleets } from './use-fleet.ts'
import css from './fleet.module.css'

type What = 'finish' | 'cancel'

/** No further member is begun; those that run finish, or are cancelled and rolled back. */
export function StopDialog({ run, fleet, onClose }: { run: FleetRun; fleet: Fleet; onClose: () => void }) {
  const { t } = useTranslation(['fleet', 'common'])
  const stopping = run.state === 'stopping'
  const [running, setRunning] = useState<What>(stopping ? 'cancel' : 'finish')
  const stop = useMutation(
    api.fleet.stop.mutationOptions({
      onSuccess: async () => {
        await refreshFleets()
        onClose()
      },
    }),
  )
  return (
    <Dialog
      open
      onClose={onClose}
      width={460}
      title={t('fleet:stop.title', { fleet: fleet.name })}
      foot={
        <>
          <Button variant="quiet" data-autofocus onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button variant="danger" busy={stop.isPending} onClick={() => stop.mutate({ run: run.id, running })}>
            {t(running === 'cancel' ? 'fleet:stop.cancel' : 'fleet:stop.action')}
          </Button>
        </>
      }
    >
      <div className={css.form}>
        <p>{t('fleet:stop.text', { count: run.counts.queued })}</p>
        {run.counts.running > 0 && (
          <Radio.Group label={t('fleet:stop.running', { count: run.counts.running })} value={running} onChange={(value) => setRunning(value as What)}>
            <div className={css.part}>
              {!stopping && <Radio value="finish" label={t('fleet:stop.finish')} description={t('fleet:stop.finishText')} />}
              <Radio value="cancel" label={t('fleet:stop.cancelThem')} description={t('fleet:stop.cancelText')} />
            </div>
          </Radio.Group>
        )}
        {stop.error && <ErrorNotice error={stop.error} />}
      </div>
    </Dialog>
  )
}
