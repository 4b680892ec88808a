import { useTranslation } from 'react-i18next'
import type { Environment } from '#shared/contract/environments.ts'
import type { Status } from '#shared/contract/migrations.ts'
import { openApply } from '../../app/apply-store.ts'
import { select, useBeginning, useNavigation } from '../../app/navigation.ts'
import { useNewMigration } from '../../app/new-migration.ts'
import { useEnvironment, useStatus } from '../../client/queries.ts'
import { Empty } from '../../ui/empty.tsx'
import { MigrationsIcon } from '../../ui/icons.tsx'
import { Panel, PanelHead } from '../../ui/panel.tsx'
import { SkeletonLines, SkeletonRows } from '../../ui/skeleton.tsx'
import { Stale } from '../../ui/stale.tsx'
import { BatchPage } from './diff-editor/batch-page.tsx'
import { DiffEditor } from './diff-editor/diff-editor.tsx'
import { EmptyFolder } from './empty-folder.tsx'
import { isPreviewed } from './groups.ts'
import { HistoryDialogs } from './history-dialogs.tsx'
import { MigrationPage, type MigrationPageProps } from './migration-page.tsx'
import { MigrationsList } from './migrations-list.tsx'
import { NewMigrationDialog } from './new-migration-dialog.tsx'
import { PlanPage } from './plan-page.tsx'
import { ScreenProblem } from './screen-problem.tsx'
import { viewOf } from './view.ts'
import css from './migrations.module.css'

export function MigrationsScreen() {
  const { t } = useTranslation('migrations')
  const { env } = useNavigation()
  const environment = useEnvironment(env)
  if (environment) return <Migrations key={environment.id} environment={environment} />
  return env ? <Loading /> : <Empty icon={<MigrationsIcon />} title={t('choose')} />
}

function Migrations({ environment }: { environment: Environment }) {
  const status = useStatus(environment.id)
  const fresh = useNewMigration()
  useBeginning((action) => {
    if (action === 'new') fresh.open()
    if (action === 'apply') openApply({ env: environment.id, direction: 'up' })
    if (action === 'undo') select('plan:down')
  })
  const retry = () => void status.refetch()
  if (!status.data) return status.error ? <ScreenProblem environment={environment} error={status.error} onRetry={retry} /> : <Loading />
  return (
    <div className={css.screen}>
      {status.isError && <Stale at={status.dataUpdatedAt} onRetry={retry} />}
      {status.data.migrations.length === 0 ? <EmptyFolder environment={environment} status={status.data} onReload={retry} /> : <Columns environment={environment} status={status.data} />}
      {fresh.shown && <NewMigrationDialog environment={environment} onClose={fresh.close} />}
      <HistoryDialogs environment={environment} status={status.data} />
    </div>
  )
}

function Columns({ environment, status }: { environment: Environment; status: Status }) {
  const view = viewOf(useNavigation().item)
  const row = view.type === 'migration' ? status.migrations.find(({ script }) => script === view.script) : undefined
  const plan = view.type === 'plan' ? view : ({ type: 'plan', direction: 'up', to: undefined } as const)
  return (
    <div className={css.columns}>
      <MigrationsList environment={environment} status={status} selected={row?.script} />
      {row ? <PageOf key={row.script} environment={environment} status={status} row={row} /> : plan.direction === 'up' && plan.to === undefined ? <BatchPage environment={environment} status={status} /> : <PlanPage environment={environment} status={status} view={plan} />}
    </div>
  )
}

/** What waits can still be changed, and is shown with what it would do; what was applied, with what it did. */
function PageOf(props: MigrationPageProps) {
  return isPreviewed(props.row) ? <DiffEditor {...props} /> : <MigrationPage {...props} />
}

/** The layout of the screen before anything is known. */
function Loading() {
  const { t } = useTranslation(['migrations', 'common'])
  return (
    <div className={css.screen} aria-busy>
      <div className={css.columns}>
        <Panel label={t('title')}>
          <PanelHead title={t('title')} level={1} />
          <SkeletonRows rows={12} />
        </Panel>
        <Panel className={css.main}>
          <PanelHead title={<span className={css.faint}>{t('common:loading')}</span>} />
          <div className={css.pad}>
            <SkeletonLines widths={[34, 58, 41, 66, 29, 52, 47]} />
          </div>
        </Panel>
        <Panel tone="raise" className={css.side}>
          <PanelHead title="" />
          <div className={css.pad}>
            <SkeletonLines />
          </div>
        </Panel>
      </div>
    </div>
  )
}
