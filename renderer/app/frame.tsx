import { Suspense, useEffect } from 'react'
import { ErrorBoundary } from 'react-error-boundary'
import { useEnvironment, useEnvironments } from '../client/queries.ts'
import { SkeletonRows } from '../ui/skeleton.tsx'
import { ApplyDialog } from '../features/apply/apply-dialog.tsx'
import { AskDialog } from '../features/approvals/ask-dialog.tsx'
import { ConfirmationsDialog } from '../features/confirmations/confirmations-dialog.tsx'
import { RollbackDialog } from '../features/rollback/rollback-dialog.tsx'
import { UnfinishedBar } from '../features/rollback/unfinished-bar.tsx'
import { ActivityDrawer } from './activity-drawer.tsx'
import { CommandPalette } from './command-palette.tsx'
import { Crash } from './crash.tsx'
import { EnvironmentBar } from './environment-bar.tsx'
import { HostBanner } from './host-banner.tsx'
import { chooseEnvironment, followHash, useNavigation } from './navigation.ts'
import { Rail } from './rail.tsx'
import { ScreenOf } from './screen-of.tsx'
import { Shortcuts } from './shortcuts.tsx'
import { StatusBar } from './status-bar.tsx'
import { useJobNews } from './use-job-news.tsx'
import css from './frame.module.css'

/** The window: what stands here no screen can hide. */
export function Frame() {
  const { screen, env } = useNavigation()
  const current = useEnvironment(env)
  useFirstEnvironment(env)
  useJobNews()
  useEffect(followHash, [])
  const production = current?.class === 'production'
  return (
    <div className={production ? `${css.frame} ${css.production}` : css.frame} data-class={current?.class}>
      <EnvironmentBar current={current} />
      <HostBanner />
      <UnfinishedBar />
      <div className={css.middle}>
        <Rail />
        <main className={css.screen} id="screen" tabIndex={-1}>
          <ErrorBoundary FallbackComponent={Crash} resetKeys={[screen, env]}>
            <Suspense fallback={<SkeletonRows />}>
              <ScreenOf screen={screen} />
            </Suspense>
          </ErrorBoundary>
        </main>
      </div>
      <ActivityDrawer />
      <StatusBar current={current} />
      <CommandPalette />
      <Shortcuts />
      <ApplyDialog />
      <ConfirmationsDialog />
      <AskDialog />
      <RollbackDialog />
    </div>
  )
}

/** A window without a choice, or whose environment is gone, takes the first there is. */
function useFirstEnvironment(env: string | null): void {
  const { data } = useEnvironments()
  useEffect(() => {
    const first = data?.[0]
    if (first && !data.some(({ id }) => id === env)) chooseEnvironment(first.id)
  }, [data, env])
}
