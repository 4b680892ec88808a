import { SegmentedControl, Select } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Backup, Rehearsal } from '#shared/contract/backups.ts'
import { isFinished } from '#shared/contract/jobs.ts'
import { CancelButton } from '../../../app/job-detail.tsx'
import { useJob } from '../../../client/jobs.ts'
import { api, useEnvironments } from '../../../client/queries.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { VerifyRun } from './verify-run.tsx'
import css from './keeping.module.css'

type Place = 'auto' | 'local' | `env:${string}`

/** A rehearsal by hand: where, how deep, and then its honest outcome. */
export function VerifyDialog({ backup, onClose }: { backup: Backup; onClose: () => void }) {
  const { t } = useTranslation(['keeping', 'backups', 'common'])
  const [place, setPlace] = useState<Place>('auto')
  const [depth, setDepth] = useState<Rehearsal['depth']>('sample')
  const verify = useMutation(api.backups.verify.mutationOptions())
  const view = useJob(verify.data?.jobId)
  const begun = verify.isPending || verify.isSuccess
  const done = view !== undefined && isFinished(view.job.state)
  const go = () => verify.mutate({ backup: backup.id, depth, local: place === 'local', ...(place.startsWith('env:') && { env: place.slice(4) }) })
  return (
    <Dialog
      open
      onClose={onClose}
      width={520}
      title={t('keeping:verify.title', { env: backup.env })}
      foot={
        begun ? (
          <>
            {view && !done && <CancelButton job={view.job} />}
            <Button variant={done ? 'primary' : 'default'} onClick={onClose}>
              {done ? t('common:close') : t('backups:goOn')}
            </Button>
          </>
        ) : (
          <>
            <Button variant="quiet" onClick={onClose}>
              {t('common:cancel')}
            </Button>
            <Button variant="primary" onClick={go}>
              {t('keeping:verify.go')}
            </Button>
          </>
        )
      }
    >
      {begun ? (
        <VerifyRun view={view} error={verify.error} />
      ) : (
        <div className={css.form}>
          <p>{t('keeping:verify.text', { database: backup.database })}</p>
          <PlaceField value={place} onChange={setPlace} />
          <DepthField value={depth} onChange={setDepth} />
        </div>
      )}
    </Dialog>
  )
}

function PlaceField({ value, onChange }: { value: Place; onChange: (place: Place) => void }) {
  const { t } = useTranslation('keeping')
  const { data: environments = [] } = useEnvironments()
  const data = [{ value: 'auto', label: t('verify.auto') }, { value: 'local', label: t('verify.local') }, ...environments.map(({ id, name }) => ({ value: `env:${id}`, label: t('verify.server', { env: name }) }))]
  return <Select label={t('verify.where')} description={value === 'auto' ? t('verify.autoHelp') : undefined} allowDeselect={false} data={data} value={value} onChange={(place) => onChange(place as Place)} />
}

const depths = ['counts', 'sample', 'all'] as const

function DepthField({ value, onChange }: { value: Rehearsal['depth']; onChange: (depth: Rehearsal['depth']) => void }) {
  const { t } = useTranslation('keeping')
  return (
    <div className={css.depth}>
      <span id="verify-depth">{t('verify.depth')}</span>
      <SegmentedControl aria-labelledby="verify-depth" data={depths.map((one) => ({ value: one, label: t(`verify.depths.${one}`) }))} value={value} onChange={(depth) => onChange(depth as Rehearsal['depth'])} />
      <small>{t('verify.depthHelp')}</small>
    </div>
  )
}
