import { Menu } from '@mantine/core'
import { Ellipsis } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Environment } from '#shared/contract/environments.ts'
import type { Plan, Status } from '#shared/contract/migrations.ts'
import { previewMarkdown } from '#shared/preview/markdown.ts'
import { MayButton } from '../../../app/abilities/may.tsx'
import { IconButton } from '../../../ui/button.tsx'
import { Empty } from '../../../ui/empty.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { keyText } from '../../../ui/key-hint.tsx'
import { Panel, PanelHead } from '../../../ui/panel.tsx'
import { isPreviewed, undoFileName } from '../groups.ts'
import { PlanTarget } from '../plan-target.tsx'
import { usePlan } from '../queries.ts'
import { TextSkeleton } from '../sql-tab.tsx'
import { BatchAbout } from './batch-about.tsx'
import { BatchList } from './batch-list.tsx'
import { unsavedScripts, useDrafts } from './drafts.ts'
import { OptionItems, reachable } from './editor-menu.tsx'
import { PreviewNotice, Strip } from './notices.tsx'
import { useOfEnvironment } from './preview-store.ts'
import { TargetDialog } from './small-dialogs.tsx'
import { useAutoPreview } from './use-auto-preview.ts'
import { useBatchKeys } from './use-editor-keys.ts'
import { usePreview } from './use-preview.ts'
import css from './editor.module.css'

interface BatchPageProps {
  environment: Environment
  status: Status
}

/** All that is pending, previewed as one: what each migration does, and what the whole takes. */
export function BatchPage({ environment, status }: BatchPageProps) {
  const { t } = useTranslation(['preview', 'migrations'])
  const plan = usePlan(environment.id, 'up', undefined, status)
  const view = usePreview(environment)
  const [asking, setAsking] = useState(false)
  const { options } = useOfEnvironment(environment.id)
  const pending = status.migrations.filter(isPreviewed)
  useAutoPreview(environment, pending, view)
  const preview = () => (options.mode === 'target' ? setAsking(true) : view.start())
  useBatchKeys(() => pending.length > 0 && preview())
  const { preview: shown } = view
  const isStale = useStale(environment.id, status, shown?.migrations)
  return (
    <>
      <Panel className={css.main} label={t('preview:batch.title')} tabIndex={-1} data-migration-page>
        <PanelHead title={t('preview:batch.title')} note={plan.data && <Note plan={plan.data} />}>
          <PlanTarget status={status} view={{ type: 'plan', direction: 'up', to: undefined }} />
          {pending.length > 0 && (
            <>
              <MayButton operation="preview.run" env={environment.id} size="s" title={keyText('mod+enter')} busy={view.starting} onClick={preview}>
                {t(shown ? 'preview:head.again' : 'preview:head.preview')}
              </MayButton>
              <Menu position="bottom-end" width={320} {...reachable}>
                <Menu.Target>
                  <IconButton label={t('preview:head.menu')} icon={<Ellipsis aria-hidden />} />
                </Menu.Target>
                <Menu.Dropdown className={css.menu}>
                  <Menu.Item disabled={!shown} onClick={() => shown && void navigator.clipboard.writeText(previewMarkdown(shown))}>
                    {t('preview:head.copyMarkdown')}
                  </Menu.Item>
                  <Menu.Divider />
                  <OptionItems env={environment.id} name={environment.name} />
                </Menu.Dropdown>
              </Menu>
            </>
          )}
        </PanelHead>
        {status.server.readOnly && <p className={css.notice}>{t('migrations:readOnly', { user: status.server.user })}</p>}
        <PreviewNotice view={view} env={environment.id} name={environment.name} onAgain={preview} onTarget={() => setAsking(true)} />
        <Unsaved environment={environment} status={status} />
        {plan.error ? <ErrorNotice error={plan.error} onRetry={() => void plan.refetch()} fill /> : plan.data ? <Steps environment={environment} plan={plan.data} view={view} /> : <TextSkeleton />}
      </Panel>
      <BatchAbout environment={environment} status={status} plan={plan.data} view={view} isStale={isStale} />
      {asking && (
        <TargetDialog
          environment={environment}
          onClose={() => setAsking(false)}
          onRun={(confirm) => {
            setAsking(false)
            view.start(undefined, confirm)
          }}
        />
      )}
    </>
  )
}

function Note({ plan }: { plan: Plan }) {
  const { t } = useTranslation(['preview', 'migrations'])
  if (plan.steps.length === 0) return null
  const version = (value: string | null) => (value === null || value === '0' ? t('migrations:plan.start') : value)
  return <>{t('preview:batch.note', { count: plan.steps.length, from: version(plan.from), to: version(plan.to) })}</>
}

function Steps({ environment, plan, view }: { environment: Environment; plan: Plan; view: ReturnType<typeof usePreview> }) {
  const { t } = useTranslation('migrations')
  if (plan.steps.length === 0) return <Empty title={t('plan.nothingUp')}>{t('plan.nothingUpText', { env: environment.name })}</Empty>
  return <BatchList steps={plan.steps} preview={view.preview} waiting={view.running !== undefined || view.loading} />
}

/** Some text is another than the one that was previewed. */
function useStale(env: string, status: Status, previewed: readonly { script: string; checksum: number }[] | undefined): boolean {
  const texts = useDrafts((drafts) => drafts.texts)
  if (!previewed) return false
  const unsaved = new Set(unsavedScripts(texts, env))
  return status.migrations.filter(isPreviewed).some((row) => !unsaved.has(row.script) && previewed.find(({ script }) => script === row.script)?.checksum !== row.checksum)
}

function Unsaved({ environment, status }: BatchPageProps) {
  const { t } = useTranslation('preview')
  const texts = useDrafts((drafts) => drafts.texts)
  const unsaved = new Set(unsavedScripts(texts, environment.id))
  const count = status.migrations.filter((row) => isPreviewed(row) && (unsaved.has(row.script) || unsaved.has(row.undoScript ?? undoFileName(row.script)))).length
  return count > 0 ? <Strip tone="warn" title={t('batch.unsaved', { count })}>{null}</Strip> : null
}
