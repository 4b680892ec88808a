import { Menu } from '@mantine/core'
import { Ellipsis } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Environment } from '#shared/contract/environments.ts'
import type { Status } from '#shared/contract/migrations.ts'
import { MayButton, MayItem } from '../../app/abilities/may.tsx'
import { select } from '../../app/navigation.ts'
import { refreshAfterChange } from '../../client/queries.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Panel, PanelHead } from '../../ui/panel.tsx'
import { useHistoryDialogs } from '../../app/history-dialogs.ts'
import { useNewMigration } from '../../app/new-migration.ts'
import { filterRows, groupRows, listItems, type Filter } from './groups.ts'
import { ListFilter } from './list-filter.tsx'
import { NextRun } from './next-run.tsx'
import { useProofs } from './queries.ts'
import { VirtualList } from './virtual-list.tsx'
import css from './list.module.css'

interface MigrationsListProps {
  environment: Environment
  status: Status
  selected: string | undefined
}

export function MigrationsList({ environment, status, selected }: MigrationsListProps) {
  const { t } = useTranslation('migrations')
  const fresh = useNewMigration((dialog) => dialog.open)
  const proofs = useProofs(environment.id)
  const [filter, setFilter] = useState<Filter>({ text: '', group: 'all' })
  const items = useMemo(() => listItems(groupRows(filterRows(status.migrations, filter))), [status.migrations, filter])
  return (
    <Panel label={t('title')}>
      <PanelHead title={t('title')} note={status.migrations.length} level={1}>
        <MayButton operation="migrations.create" env={environment.id} size="s" onClick={fresh}>
          {t('new.button')}
        </MayButton>
        <ListMenu env={environment.id} />
      </PanelHead>
      <ListFilter rows={status.migrations} filter={filter} onChange={setFilter} />
      {items.length > 0 ? (
        <VirtualList items={items} env={environment} proofs={proofs} selected={selected} onChoose={select} />
      ) : (
        <div className={css.nothing}>
          <p>{t('nothingFound')}</p>
          <Button size="s" onClick={() => setFilter({ text: '', group: 'all' })}>
            {t('clearFilter')}
          </Button>
        </div>
      )}
      <NextRun environment={environment} status={status} />
    </Panel>
  )
}

function ListMenu({ env }: { env: string }) {
  const { t } = useTranslation('migrations')
  const open = useHistoryDialogs((dialogs) => dialogs.open)
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <IconButton label={t('more')} icon={<Ellipsis aria-hidden />} />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void refreshAfterChange()}>{t('reload')}</Menu.Item>
        <Menu.Item onClick={() => select('plan:down')}>{t('actions.planUndo')}</Menu.Item>
        <Menu.Divider />
        <MayItem operation="migrations.repair" env={env} onClick={() => open('repair')}>{t('actions.repair')}</MayItem>
        <MayItem operation="migrations.baseline" env={env} onClick={() => open('baseline')}>{t('actions.baseline')}</MayItem>
      </Menu.Dropdown>
    </Menu>
  )
}
