import { Tabs } from '@mantine/core'
import { create } from 'zustand'
import { useTranslation } from 'react-i18next'
import type { Environment } from '#shared/contract/environments.ts'
import type { ObjectPage as Page } from '#shared/contract/schema.ts'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { KindIcon } from '../../ui/kind-icons.tsx'
import { Panel, PanelHead } from '../../ui/panel.tsx'
import { SkeletonLines } from '../../ui/skeleton.tsx'
import { Tag } from '../../ui/tag.tsx'
import { About } from './about.tsx'
import { ObjectActions } from './object-actions.tsx'
import { partsFor, tabsOf, type TabName } from './page-tabs.ts'
import { useObject } from './queries.ts'
import { DdlTab } from './tabs/ddl-tab.tsx'
import { MigrationsTab } from './tabs/migrations-tab.tsx'
import { OverviewTab } from './tabs/overview-tab.tsx'
import { PartsTab } from './tabs/parts-tab.tsx'
import { PrivilegesTab } from './tabs/privileges-tab.tsx'
import { RowsTab } from './tabs/rows-tab.tsx'
import { UsesTab } from './tabs/uses-tab.tsx'
import { useSchemaWords } from './words.ts'
import screen from './schema.module.css'
import css from './page.module.css'

/** The tab that was looked at last: whoever walks through the tree compares like with like. */
const useTab = create<{ tab: TabName }>(() => ({ tab: 'overview' }))

interface ObjectPageProps {
  environment: Environment
  id: string
  snapshot: string | undefined
}

export function ObjectPage({ environment, id, snapshot }: ObjectPageProps) {
  const { t } = useTranslation('schema')
  const page = useObject(environment.id, id, snapshot)
  if (page.data) return <Loaded environment={environment} page={page.data} snapshot={snapshot} />
  return (
    <Panel className={screen.main} label={id}>
      <PanelHead title={<span className={screen.faint}>{id.slice(id.indexOf(':') + 1)}</span>} />
      {page.error ? <ErrorNotice fill error={page.error} onRetry={() => void page.refetch()} /> : <div aria-busy aria-label={t('reading')} role="status"><SkeletonLines widths={[34, 58, 41, 66, 29, 52, 47, 61, 38]} /></div>}
    </Panel>
  )
}

interface LoadedProps {
  environment: Environment
  page: Page
  snapshot: string | undefined
}

function Loaded({ environment, page, snapshot }: LoadedProps) {
  const { t } = useTranslation('schema')
  const words = useSchemaWords()
  const tabs = tabsOf(page)
  const wanted = useTab(({ tab }) => tab)
  const tab = tabs.some(({ name }) => name === wanted) ? wanted : 'overview'
  const { object } = page
  const title = (
    <span className={css.title}>
      <KindIcon kind={object.kind} />
      <span>
        {object.schema !== null && <span className={css.schema}>{object.schema}.</span>}
        {object.name}
      </span>
    </span>
  )
  return (
    <Panel className={screen.main} label={`${words.kind(object.kind)} ${object.name}`} tabIndex={-1} data-object-page>
      <PanelHead title={title} note={words.kind(object.kind)} tags={<StateTags page={page} />}>
        <ObjectActions environment={environment} page={page} />
      </PanelHead>
      <Tabs value={tab} onChange={(next) => useTab.setState({ tab: (next ?? 'overview') as TabName })} keepMounted={false} classNames={{ root: css.tabs, list: css.tabList, tab: css.tab, panel: css.tabPanel }}>
        <Tabs.List aria-label={t('tab.label', { name: object.name })}>
          {tabs.map(({ name, count }) => (
            <Tabs.Tab key={name} value={name}>
              {t(`tab.${name}`)} {count !== null && <span className={css.tabCount}>{count}</span>}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <div className={css.body} data-side={tab === 'overview' || undefined}>
          {tabs.map(({ name }) => (
            <Tabs.Panel key={name} value={name}>
              <TabBody name={name} environment={environment} page={page} snapshot={snapshot} />
            </Tabs.Panel>
          ))}
          {tab === 'overview' && <About page={page} />}
        </div>
      </Tabs>
    </Panel>
  )
}

function TabBody({ name, environment, page, snapshot }: LoadedProps & { name: TabName }) {
  if (name === 'overview') return <OverviewTab page={page} />
  if (name === 'ddl') return <DdlTab page={page} />
  if (name === 'rows') return <RowsTab environment={environment} page={page} snapshot={snapshot} />
  if (name === 'privileges') return <PrivilegesTab page={page} />
  if (name === 'uses') return <UsesTab page={page} />
  if (name === 'migrations') return <MigrationsTab environment={environment} page={page} />
  return <PartsTab name={name} parts={partsFor(page, name)} />
}

/** What one should know of the object before reading on. */
function StateTags({ page: { data, object } }: { page: Page }) {
  const { t } = useTranslation('schema')
  return (
    <span className={css.tags}>
      {data['partitionKey'] !== undefined && <Tag tone="info">{t('tag.partitioned')}</Tag>}
      {data['partitionOf'] !== undefined && <Tag>{t('tag.partition')}</Tag>}
      {data['unlogged'] === true && <Tag tone="warn">{t('tag.unlogged')}</Tag>}
      {data['rowSecurity'] === true && <Tag tone="info">{t('tag.rowSecurity')}</Tag>}
      {data['securityDefiner'] === true && <Tag tone="warn">{t('tag.securityDefiner')}</Tag>}
      {data['invalid'] === true && <Tag tone="bad">{t('partState.invalid')}</Tag>}
      {object.kind !== 'schema' && data['enabled'] === 'disabled' && <Tag tone="warn">{t('partState.disabled')}</Tag>}
    </span>
  )
}
