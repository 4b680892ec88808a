import { notifications } from '@mantine/notifications'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { Environment } from '#shared/contract/environments.ts'
import type { Job } from '#shared/contract/jobs.ts'
import { loadJobs, onJobEnd } from '../client/jobs.ts'
import { api, queryClient, refreshAfterChange } from '../client/queries.ts'
import { errorWords } from '../i18n/errors.ts'
import { jobLooks, jobTitle } from './job-words.ts'
import { isInSight } from './in-sight.ts'
import { navigate, useNavigation } from './navigation.ts'
import { useRollback } from './rollback-store.ts'

/** Follows every job of the host; says when one has ended, and reads anew what it may have changed. */
export function useJobNews(): void {
  const { t, i18n } = useTranslation(['frame', 'common'])
  useEffect(() => {
    void loadJobs().catch(() => undefined)
    return onJobEnd((job) => {
      if (!job.operation.startsWith('preview.') && job.operation !== 'rollback.preview') void refreshAfterChange()
      if (job.operation === 'environments.test' || (job.operation === 'schema.read' && job.state === 'succeeded') || isShown(job)) return
      const look = jobLooks[job.state]
      notifications.show({
        title: jobTitle(t, job, nameOf(job)),
        message: job.error && job.state !== 'cancelled' ? errorWords(job.error, i18n.language).message : t(`jobState.${job.state}`),
        color: { ok: 'green', bad: 'red', warn: 'yellow', info: 'accent', vio: 'violet', neutral: 'gray' }[look.tone],
        autoClose: job.state === 'succeeded' ? 6_000 : 20_000,
        withBorder: true,
        closeButtonProps: { 'aria-label': t('common:close') },
        onClick: () => navigate({ screen: 'activity', item: job.id }),
        style: { cursor: 'pointer' },
      })
    })
  }, [t, i18n])
}

/** The screens of comparisons, previews and fleets, and the dialogs of restores and ways back, say themselves how they ended. */
function isShown({ operation }: Job): boolean {
  const { screen } = useNavigation.getState()
  return isInSight(operation) || (operation.startsWith('fleet.') && screen === 'fleet') || ((operation.startsWith('compare.') || operation === 'timeline.compare') && screen === 'compare') || (operation === 'preview.run' && screen === 'migrations') || (operation.startsWith('rollback.') && useRollback.getState().target !== null)
}

function nameOf(job: Job): string | undefined {
  const known = queryClient.getQueryData(api.environments.list.queryKey({ input: {} })) as { environments: Environment[] } | undefined
  return known?.environments.find(({ id }) => id === job.env)?.name ?? job.env
}
