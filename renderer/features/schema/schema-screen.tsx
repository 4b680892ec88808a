import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { Environment } from '#shared/contract/environments.ts'
import type { Outline } from '#shared/contract/schema.ts'
import { useNavigation } from '../../app/navigation.ts'
import { useEnvironment, useEnvironments } from '../../client/queries.ts'
import { Empty } from '../../ui/empty.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { SchemaIcon } from '../../ui/icons.tsx'
import { Panel, PanelHead } from '../../ui/panel.tsx'
import { SkeletonLines, SkeletonRows } from '../../ui/skeleton.tsx'
import { DiagramPage } from './diagram/diagram-page.tsx'
import { GapsPage } from './gaps-page.tsx'
import { HomePage } from './home-page.tsx'
import { indexOutline } from './model/outline-index.ts'
import { searchIndex } from './model/search.ts'
import { ObjectPage } from './object-page.tsx'
import { useOutline } from './queries.ts'
import { TreePanel } from './tree-panel.tsx'
import { useTree } from './tree-store.ts'
import { viewOf } from './view.ts'
import css from './schema.module.css'

export function SchemaScreen() {
  const { t } = useTranslation('schema')
  const { env } = useNavigation()
  const environment = useEnvironment(env)
  const environments = useEnvironments()
  if (environment) return <Browser key={environment.id} environment={environment} />
  if (environments.isError) return <ErrorNotice fill error={environments.error} onRetry={() => void environments.refetch()} />
  return env && environments.isPending ? <Loading /> : <Empty icon={<SchemaIcon />} title={t('choose')} />
}

function Browser({ environment }: { environment: Environment }) {
  const { snapshot } = useTree(environment.id)
  const outline = useOutline(environment.id, snapshot)
  useSearchMadeReady(outline.data)
  if (!outline.data) return outline.error ? <ErrorNotice fill error={outline.error} onRetry={() => void outline.refetch()} /> : <Loading />
  return (
    <div className={css.columns}>
      <TreePanel environment={environment} outline={outline.data} />
      <Page environment={environment} outline={outline.data} />
    </div>
  )
}

interface PageProps {
  environment: Environment
  outline: Outline
}

function Page({ environment, outline }: PageProps) {
  const { snapshot } = useTree(environment.id)
  const view = viewOf(useNavigation().item)
  if (view.type === 'object') return <ObjectPage key={`${view.id} ${snapshot ?? ''}`} environment={environment} id={view.id} snapshot={snapshot} />
  if (view.type === 'diagram') return <DiagramPage environment={environment} view={view} snapshot={snapshot} />
  if (view.type === 'gaps') return <GapsPage gaps={outline.gaps} />
  return <HomePage outline={outline} index={indexOutline(outline)} />
}

/** What the first key of a search would otherwise wait for is done when the page has nothing else to do. */
function useSearchMadeReady(outline: Outline | undefined): void {
  useEffect(() => {
    if (!outline) return
    const idle = requestIdleCallback(() => searchIndex(outline), { timeout: 2_000 })
    return () => cancelIdleCallback(idle)
  }, [outline])
}

function Loading() {
  const { t } = useTranslation('schema')
  return (
    <div className={css.columns} aria-busy>
      <Panel label={t('title')}>
        <PanelHead title={t('title')} level={1} />
        <SkeletonRows rows={14} height={28} />
      </Panel>
      <Panel className={css.main}>
        <PanelHead title={<span className={css.faint}>{t('reading')}</span>} />
        <SkeletonLines widths={[34, 58, 41, 66, 29, 52, 47]} />
      </Panel>
    </div>
  )
}
