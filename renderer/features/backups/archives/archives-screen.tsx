import { VisuallyHidden } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Archive as ArchiveIcon } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Archive } from '#shared/contract/archives.ts'
import { MayButton } from '../../../app/abilities/may.tsx'
import { select, useNavigation } from '../../../app/navigation.ts'
import { api, useEnvironment } from '../../../client/queries.ts'
import { useFormat } from '../../../i18n/format.ts'
import { useNow } from '../../../i18n/use-now.ts'
import { Empty } from '../../../ui/empty.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { Panel, PanelBody, PanelHead } from '../../../ui/panel.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { Stale } from '../../../ui/stale.tsx'
import { ViewSwitch } from '../view-switch.tsx'
import { ArchiveDetail } from './archive-detail.tsx'
import { ArchiveTable } from './archive-table.tsx'
import { DropDialog } from './drop-dialog.tsx'
import { ExpireDialog } from './expire-dialog.tsx'
import { PutBackDialog } from './put-back-dialog.tsx'
import css from '../backups.module.css'

/** Item of the place for this view; a chosen archive stands behind a colon. */
export const keptItem = 'kept'

type Open = { kind: 'put-back' | 'drop'; archive: Archive } | { kind: 'expire' } | null

/** Rows and values that migrations kept before destroying them, of the current environment. */
export function ArchivesScreen() {
  const { t } = useTranslation('backups')
  const format = useFormat()
  const { env, item } = useNavigation()
  const environment = useEnvironment(env)
  const list = useQuery({ ...api.archives.list.queryOptions({ input: { env: env ?? '' } }), enabled: env !== null })
  const now = useNow()
  const [open, setOpen] = useState<Open>(null)
  const all = list.data?.archives ?? []
  const chosen = all.find(({ table }) => item === `${keptItem}:${table}`) ?? all[0]
  const expired = all.filter(({ expiresAt }) => expiresAt !== null && Date.parse(expiresAt) < now)
  return (
    <div className={css.split}>
      <Panel label={t('kept.title')}>
        <PanelHead level={1} title={<VisuallyHidden>{t('kept.title')}</VisuallyHidden>} tags={<ViewSwitch view="kept" />} note={list.data && all.length > 0 ? format.bytes(list.data.bytes) : undefined}>
          {expired.length > 0 && (
            <MayButton operation="archives.expire" env={env} size="s" onClick={() => setOpen({ kind: 'expire' })}>
              {t('kept.expire', { count: expired.length })}
            </MayButton>
          )}
        </PanelHead>
        {list.isError && list.data && <Stale at={list.dataUpdatedAt} onRetry={() => void list.refetch()} />}
        <PanelBody tabIndex={-1}>
          {!env && <Empty title={t('kept.choose')} />}
          {env && list.isPending && <SkeletonRows rows={8} height={34} />}
          {list.isError && !list.data && <ErrorNotice fill error={list.error} onRetry={() => void list.refetch()} />}
          {list.data && all.length === 0 && (
            <Empty icon={<ArchiveIcon aria-hidden />} title={t('kept.empty', { env: environment?.name ?? '' })}>
              {t('kept.emptyText')}
            </Empty>
          )}
          {all.length > 0 && <ArchiveTable archives={all} selected={chosen?.table ?? null} onChoose={(table) => select(`${keptItem}:${table}`)} />}
        </PanelBody>
      </Panel>
      {chosen && <ArchiveDetail env={env} key={chosen.table} archive={chosen} onPutBack={() => setOpen({ kind: 'put-back', archive: chosen })} onDrop={() => setOpen({ kind: 'drop', archive: chosen })} />}
      {open?.kind === 'put-back' && environment && <PutBackDialog environment={environment} archive={open.archive} onClose={() => setOpen(null)} />}
      {open?.kind === 'drop' && environment && <DropDialog environment={environment} archive={open.archive} onClose={() => setOpen(null)} />}
      {open?.kind === 'expire' && environment && <ExpireDialog environment={environment} archives={expired} onClose={() => setOpen(null)} />}
    </div>
  )
}
