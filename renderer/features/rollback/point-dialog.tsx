import { NativeSelect, SegmentedControl, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Environment } from '#shared/contract/environments.ts'
import { closeRollback, openRollback } from '../../app/rollback-store.ts'
import { useStatus } from '../../client/queries.ts'
import { useFormat } from '../../i18n/format.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import css from './rollback.module.css'

type By = 'version' | 'time'

/** Asks for the point where none was chosen on the timeline. */
export function PointDialog({ environment }: { environment: Environment }) {
  const { t } = useTranslation(['rollback', 'common'])
  const [by, setBy] = useState<By>('version')
  const [version, setVersion] = useState<string>()
  const [time, setTime] = useState('')
  const versions = useVersions(environment.id)
  const chosen = version ?? versions[0]?.value
  const at = toIso(time)
  const ready = by === 'version' ? chosen !== undefined : at !== undefined
  const next = () => openRollback({ env: environment.id, ...(by === 'version' ? { version: chosen ?? '' } : { at: at ?? '' }) })
  return (
    <Dialog
      open
      onClose={closeRollback}
      title={t('title', { env: environment.name })}
      width={520}
      production={environment.class === 'production'}
      foot={
        <>
          <Button onClick={closeRollback}>{t('common:cancel')}</Button>
          <Button variant="primary" type="submit" form="rollback-point" disabled={!ready}>
            {t('point.next')}
          </Button>
        </>
      }
    >
      <form
        id="rollback-point"
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (ready) next()
        }}
      >
        <p className={css.quiet}>{t('point.help')}</p>
        <SegmentedControl aria-label={t('point.by')} value={by} onChange={(value) => setBy(value as By)} data={[{ value: 'version', label: t('point.byVersion') }, { value: 'time', label: t('point.byTime') }]} />
        {by === 'version' ? (
          <NativeSelect label={t('point.version')} description={t('point.versionHelp')} value={chosen ?? ''} data={versions} onChange={(event) => setVersion(event.currentTarget.value)} />
        ) : (
          <TextInput type="datetime-local" step={1} label={t('point.time')} description={t('point.timeHelp')} value={time} max={localNow()} onChange={(event) => setTime(event.currentTarget.value)} />
        )}
      </form>
    </Dialog>
  )
}

/** Applied versions below the newest, that first. */
function useVersions(env: string): { value: string; label: string }[] {
  const { t } = useTranslation('rollback')
  const format = useFormat()
  const { data } = useStatus(env)
  const applied = (data?.migrations ?? []).filter(({ version, applied: row, state }) => version !== null && row?.success === true && state !== 'undone')
  const ordered = applied.toSorted((a, b) => (b.applied?.rank ?? 0) - (a.applied?.rank ?? 0)).slice(1)
  return [...ordered.map(({ version, description, applied: row }) => ({ value: version ?? '', label: `${version} ${description} · ${row ? format.dateTime(row.at) : ''}` })), ...(data ? [{ value: '0', label: t('point.start') }] : [])]
}

function toIso(local: string): string | undefined {
  const at = new Date(local)
  return local === '' || Number.isNaN(at.getTime()) ? undefined : at.toISOString()
}

function localNow(): string {
  const now = new Date()
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 19)
}
