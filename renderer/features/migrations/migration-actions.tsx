import { Menu } from '@mantine/core'
import { Ellipsis } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { MigrationRow } from '#shared/contract/migrations.ts'
import { MayItem } from '../../app/abilities/may.tsx'
import { openApply } from '../../app/apply-store.ts'
import { select } from '../../app/navigation.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { groupOf, versionBefore } from './groups.ts'
import { useHistoryDialogs } from '../../app/history-dialogs.ts'
import type { MigrationPageProps } from './migration-page.tsx'
import { itemOf } from './view.ts'
import css from './page.module.css'

/** What can be done from here: plan or apply up to this version, or undo back to it. */
export function MigrationActions({ environment, status, row }: MigrationPageProps) {
  const { t } = useTranslation('migrations')
  const openHistory = useHistoryDialogs((dialogs) => dialogs.open)
  const readOnly = status.server.readOnly
  const waits = groupOf(row) === 'pending' && row.version !== null
  const applied = row.kind === 'versioned' && row.applied?.success === true && row.state !== 'undone'
  const plan = (direction: 'up' | 'down', to: string) => select(itemOf({ type: 'plan', direction, to }))
  const isLast = row.version === status.version
  return (
    <div className={css.actions}>
      {waits && row.version !== null && <Button size="s" onClick={() => plan('up', row.version ?? '')}>{t('actions.planTo')}</Button>}
      {applied && isLast && <Button size="s" onClick={() => plan('down', versionBefore(status.migrations, row))}>{t('actions.undoThis')}</Button>}
      {applied && !isLast && <Button size="s" onClick={() => plan('down', row.version ?? '')}>{t('actions.undoTo')}</Button>}
      <Menu position="bottom-end">
        <Menu.Target>
          <IconButton label={t('more')} icon={<Ellipsis aria-hidden />} />
        </Menu.Target>
        <Menu.Dropdown>
          {waits && (
            <MayItem operation="migrations.apply" env={environment.id} disabled={readOnly} onClick={() => openApply({ env: environment.id, direction: 'up', to: row.version ?? undefined })}>
              {t('actions.applyTo')}
            </MayItem>
          )}
          {needsRepair(row) && <MayItem operation="migrations.repair" env={environment.id} onClick={() => openHistory('repair')}>{t('actions.repair')}</MayItem>}
          <Menu.Item onClick={() => void navigator.clipboard.writeText(row.script)}>{t('actions.copyName')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  )
}

function needsRepair({ state }: MigrationRow): boolean {
  return state === 'failed' || state === 'changed' || state === 'missing'
}
