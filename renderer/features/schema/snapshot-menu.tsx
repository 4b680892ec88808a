import { Menu, TextInput } from '@mantine/core'
import { Camera, Check, Clock, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Environment } from '#shared/contract/environments.ts'
import type { SnapshotInfo } from '#shared/contract/schema.ts'
import { MayItem } from '../../app/abilities/may.tsx'
import { followJob } from '../../client/jobs.ts'
import { api, client, queryClient } from '../../client/queries.ts'
import { useFormat } from '../../i18n/format.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Field } from '../../ui/field.tsx'
import { useSnapshots } from './queries.ts'
import { changeTree, useTree } from './tree-store.ts'
import css from './tree.module.css'

interface SnapshotMenuProps {
  environment: Environment
  shown: SnapshotInfo
}

/** The newest reading or a snapshot that was kept. */
export function SnapshotMenu({ environment, shown }: SnapshotMenuProps) {
  const { t } = useTranslation('schema')
  const format = useFormat()
  const { snapshot } = useTree(environment.id)
  const { data = [] } = useSnapshots(environment.id)
  const [keeping, setKeeping] = useState(false)
  const saved = data.filter(({ trigger }) => trigger !== 'browse').slice(0, 20)
  const choose = (id: string | undefined) => changeTree(environment.id, { snapshot: id })
  const remove = async () => {
    if (snapshot === undefined) return
    await client.schema.deleteSnapshot({ snapshot })
    choose(undefined)
    await queryClient.invalidateQueries({ queryKey: api.schema.snapshots.key() })
  }
  return (
    <>
      <Menu position="bottom-start" width={300}>
        <Menu.Target>
          <IconButton label={t('snapshot.choose')} icon={<Clock />} pressed={snapshot !== undefined} />
        </Menu.Target>
        <Menu.Dropdown mah={420} style={{ overflow: 'auto' }}>
          <Menu.Item onClick={() => choose(undefined)} rightSection={snapshot === undefined ? <Check size={14} /> : null}>
            {t('snapshot.newest')} {snapshot === undefined && <div className={css.menuNote}>{format.dateTime(shown.takenAt)}</div>}
          </Menu.Item>
          {saved.length > 0 && <Menu.Label>{t('snapshot.saved')}</Menu.Label>}
          {saved.map(({ id, name, takenAt, migrationVersion, trigger }) => (
            <Menu.Item key={id} onClick={() => choose(id)} rightSection={snapshot === id ? <Check size={14} /> : null}>
              {name || t(trigger === 'after_migrating' ? 'snapshot.afterMigrating' : 'snapshot.unnamed')}
              <div className={css.menuNote}>{[format.dateTime(takenAt), migrationVersion && `V${migrationVersion}`].filter(Boolean).join(' · ')}</div>
            </Menu.Item>
          ))}
          <Menu.Divider />
          <MayItem operation="schema.snapshot" env={environment.id} leftSection={<Camera size={14} />} onClick={() => setKeeping(true)}>{t('snapshot.keep')}</MayItem>
          {snapshot !== undefined && <MayItem operation="schema.deleteSnapshot" env={environment.id} color="red" leftSection={<Trash2 size={14} />} onClick={() => void remove()}>{t('snapshot.delete')}</MayItem>}
        </Menu.Dropdown>
      </Menu>
      {keeping && <KeepDialog environment={environment} onClose={() => setKeeping(false)} />}
    </>
  )
}

function KeepDialog({ environment, onClose }: { environment: Environment; onClose: () => void }) {
  const { t } = useTranslation(['schema', 'common'])
  const [name, setName] = useState('')
  const [problem, setProblem] = useState<unknown>(undefined)
  const keep = async () => {
    try {
      const { jobId } = await client.schema.snapshot({ env: environment.id, name: name.trim() || undefined })
      void followJob(jobId)
      onClose()
    } catch (thrown) {
      setProblem(thrown)
    }
  }
  const foot = (
    <>
      <Button onClick={onClose}>{t('common:cancel')}</Button>
      <Button variant="primary" onClick={() => void keep()}>{t('snapshot.keepNow')}</Button>
    </>
  )
  return (
    <Dialog open onClose={onClose} title={t('snapshot.keepTitle', { env: environment.name })} foot={foot} width={440}>
      {problem !== undefined && <ErrorNotice error={problem} />}
      <Field label={t('snapshot.name')} help={t('snapshot.nameHelp')}>
        {(control) => <TextInput {...control} data-autofocus value={name} maxLength={200} onChange={(event) => setName(event.currentTarget.value)} onKeyDown={(event) => event.key === 'Enter' && void keep()} />}
      </Field>
    </Dialog>
  )
}
