import { Tabs } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Environment } from '#shared/contract/environments.ts'
import type { MigrationRow, Status } from '#shared/contract/migrations.ts'
import { Panel, PanelHead } from '../../ui/panel.tsx'
import { MigrationAbout } from './migration-about.tsx'
import { ChangesTab } from './changes-tab.tsx'
import { MigrationActions } from './migration-actions.tsx'
import { useFile } from './queries.ts'
import { RunsTab } from './runs-tab.tsx'
import { SqlTab } from './sql-tab.tsx'
import { StateTag } from './state.tsx'
import { UndoTab } from './undo-tab.tsx'
import css from './page.module.css'

export interface MigrationPageProps {
  environment: Environment
  status: Status
  row: MigrationRow
}

const tabs = ['sql', 'undo', 'changes', 'runs'] as const
type TabName = (typeof tabs)[number]

/** One migration: its text, its undo, what changed since it was applied, who ran it. */
export function MigrationPage({ environment, status, row }: MigrationPageProps) {
  const { t } = useTranslation('migrations')
  const [tab, setTab] = useState<TabName>(row.state === 'changed' ? 'changes' : 'sql')
  const file = useFile(environment.id, row.script, row.state !== 'missing')
  const props = { environment, status, row }
  return (
    <>
      <Panel className={css.main} label={row.script} tabIndex={-1} data-migration-page>
        <PanelHead title={row.script} tags={<StateTag state={row.state} />}>
          <MigrationActions {...props} />
        </PanelHead>
        <Tabs value={tab} onChange={(next) => setTab((next ?? 'sql') as TabName)} keepMounted={false} classNames={{ root: css.tabs, list: css.tabList, tab: css.tab, panel: css.tabPanel }}>
          <Tabs.List aria-label={t('tab.label', { script: row.script })}>
            {tabs.map((name) => (
              <Tabs.Tab key={name} value={name} rightSection={name === 'changes' && row.state === 'changed' ? <span className={css.mark} aria-hidden /> : undefined}>
                {t(`tab.${name}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value="sql">
            <SqlTab {...props} file={file} />
          </Tabs.Panel>
          <Tabs.Panel value="undo">
            <UndoTab {...props} />
          </Tabs.Panel>
          <Tabs.Panel value="changes">
            <ChangesTab {...props} file={file} />
          </Tabs.Panel>
          <Tabs.Panel value="runs">
            <RunsTab {...props} />
          </Tabs.Panel>
        </Tabs>
      </Panel>
      <MigrationAbout {...props} file={file.data} />
    </>
  )
}
