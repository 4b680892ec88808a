import { Select, TextInput, VisuallyHidden } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Search } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Backup } from '#shared/contract/backups.ts'
import { MayButton } from '../../app/abilities/may.tsx'
import { select, useBeginning, useNavigation } from '../../app/navigation.ts'
import { api, useEnvironment, useEnvironments } from '../../client/queries.ts'
import { Empty } from '../../ui/empty.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { BackupsIcon } from '../../ui/icons.tsx'
import { Panel, PanelBody, PanelHead } from '../../ui/panel.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { Stale } from '../../ui/stale.tsx'
import { ArchivesScreen, keptItem } from './archives/archives-screen.tsx'
import { BackupDetail } from './backup-detail.tsx'
import { BackupTable } from './backup-table.tsx'
import { CreateDialog } from './create-dialog.tsx'
import { DeleteBackupDialog } from './delete-backup-dialog.tsx'
import { ImportButton } from './import-dialog.tsx'
import { ListFoot } from './keeping/list-foot.tsx'
import { PruneDialog } from './keeping/prune-dialog.tsx'
import { ScheduleNotice } from './keeping/schedule-notice.tsx'
import { VerifyDialog } from './keeping/verify-dialog.tsx'
import { isOneOf, whichBackups, type WhichBackups } from './keeping/which-backups.ts'
import { matches } from './matches.ts'
import { ReplacedScreen, replacedItem } from './restores/replaced-screen.tsx'
import { UnfinishedBanner } from './restores/unfinished-banner.tsx'
import { RestoreWizard } from './restore-wizard.tsx'
import { ViewSwitch } from './view-switch.tsx'
import css from './backups.module.css'

type Open = { kind: 'create' } | { kind: 'restore'; backup: Backup | null } | { kind: 'delete' | 'verify'; backup: Backup } | { kind: 'prune' } | null

export function BackupsScreen() {
  const { item } = useNavigation()
  if (item === replacedItem || item?.startsWith(`${replacedItem}:`)) return <ReplacedScreen />
  return item === keptItem || item?.startsWith(`${keptItem}:`) ? <ArchivesScreen /> : <WholeBackups />
}

function WholeBackups() {
  const { t } = useTranslation('backups')
  const list = useQuery(api.backups.list.queryOptions({ input: {} }))
  const { item, env } = useNavigation()
  const environment = useEnvironment(env ?? '')
  const [open, setOpen] = useState<Open>(null)
  const [words, setWords] = useState('')
  const [where, setWhere] = useState('')
  const [which, setWhich] = useState<WhichBackups>('all')
  const [search] = useDebouncedValue(words, 120)
  const all = list.data?.backups ?? []
  const shown = all.filter((backup) => (!where || backup.env === where) && isOneOf(which, backup) && matches(backup, search))
  const chosen = all.find(({ id }) => id === item) ?? shown[0]

  useBeginning((action) => {
    if (action === 'create') setOpen({ kind: 'create' })
    if (action === 'restore') setOpen({ kind: 'restore', backup: null })
  })

  const create = env !== null && list.data !== undefined && (
    <>
      <ImportButton env={env} />
      <MayButton operation="backups.create" env={env} size="s" variant={all.length === 0 ? 'primary' : 'default'} onClick={() => setOpen({ kind: 'create' })}>
        {t('create')}
      </MayButton>
    </>
  )
  return (
    <div className={css.split}>
      <Panel label={t('title')}>
        <PanelHead level={1} title={<VisuallyHidden>{t('title')}</VisuallyHidden>} tags={<ViewSwitch view="backups" />} note={all.length > 0 ? all.length : undefined}>
          {create}
        </PanelHead>
        <UnfinishedBanner />
        {list.isError && list.data && <Stale at={list.dataUpdatedAt} onRetry={() => void list.refetch()} />}
        <ScheduleNotice />
        {all.length > 0 && <Filters words={words} onWords={setWords} where={where} onWhere={setWhere} which={which} onWhich={setWhich} backups={all} />}
        <PanelBody tabIndex={-1}>
          {list.isPending && <SkeletonRows rows={10} height={34} />}
          {list.isError && !list.data && <ErrorNotice fill error={list.error} onRetry={() => void list.refetch()} />}
          {list.data && all.length === 0 && (
            <Empty icon={<BackupsIcon />} title={t('empty')} action={create}>
              {t('emptyText')}
            </Empty>
          )}
          {all.length > 0 && shown.length === 0 && <Empty title={t('nothing')}>{t('nothingText')}</Empty>}
          {shown.length > 0 && <BackupTable backups={shown} selected={chosen?.id ?? null} onChoose={select} />}
        </PanelBody>
        {all.length > 0 && <ListFoot env={env} onPrune={() => setOpen({ kind: 'prune' })} />}
      </Panel>
      {chosen && <BackupDetail key={chosen.id} backup={chosen} onRestore={() => setOpen({ kind: 'restore', backup: chosen })} onVerify={() => setOpen({ kind: 'verify', backup: chosen })} onDelete={() => setOpen({ kind: 'delete', backup: chosen })} />}
      {open?.kind === 'create' && env && <CreateDialog env={env} onClose={() => setOpen(null)} />}
      {open?.kind === 'restore' && <RestoreWizard backups={all} first={open.backup} onClose={() => setOpen(null)} />}
      {open?.kind === 'verify' && <VerifyDialog backup={open.backup} onClose={() => setOpen(null)} />}
      {open?.kind === 'prune' && environment && <PruneDialog environment={environment} onClose={() => setOpen(null)} />}
      {open?.kind === 'delete' && <DeleteBackupDialog backup={open.backup} onClose={() => setOpen(null)} />}
    </div>
  )
}

interface FiltersProps {
  words: string
  onWords: (words: string) => void
  where: string
  onWhere: (env: string) => void
  which: WhichBackups
  onWhich: (which: WhichBackups) => void
  backups: readonly Backup[]
}

function Filters({ words, onWords, where, onWhere, which, onWhich, backups }: FiltersProps) {
  const { t } = useTranslation(['backups', 'keeping'])
  const { data: environments = [] } = useEnvironments()
  const names = [...new Set([...environments.map(({ name }) => name), ...backups.map(({ env }) => env)])]
  return (
    <div className={css.tools} role="search" aria-label={t('search')}>
      <TextInput
        className={css.search}
        size="xs"
        leftSection={<Search size={14} aria-hidden />}
        placeholder={t('search')}
        aria-label={t('search')}
        value={words}
        onChange={(event) => onWords(event.currentTarget.value)}
      />
      <Select className={css.which} size="xs" aria-label={t('keeping:filter.label')} allowDeselect={false} value={which} onChange={(value) => onWhich(value as WhichBackups)} data={whichBackups.map((value) => ({ value, label: t(`keeping:filter.${value}`) }))} />
      <Select className={css.filter} size="xs" aria-label={t('filter')} value={where} onChange={(value) => onWhere(value ?? '')} data={[{ value: '', label: t('allEnvironments') }, ...names.map((name) => ({ value: name, label: name }))]} />
    </div>
  )
}
