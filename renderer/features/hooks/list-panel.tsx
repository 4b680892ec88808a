import { VisuallyHidden } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { asAppError } from '#shared/contract/client.ts'
import { RoleNeeded } from '../../app/abilities/role-needed.tsx'
import type { OperationName } from '../../app/abilities/use-may.ts'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Panel, PanelBody, PanelHead } from '../../ui/panel.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { Stale } from '../../ui/stale.tsx'

interface ListPanelProps<T> {
  tabs: ReactNode
  query: UseQueryResult<readonly T[]>
  /** What reads the list: where that is refused, the screen says which role it needs. */
  operation: OperationName
  actions?: ReactNode
  tools?: ReactNode
  empty: ReactNode
  children: (rows: readonly T[]) => ReactNode
}

/** A list with its tabs, in every state that it can be in. */
export function ListPanel<T>({ tabs, query, operation, actions, tools, empty, children }: ListPanelProps<T>) {
  const { t } = useTranslation('hooks')
  const { data, error, isPending, refetch, dataUpdatedAt } = query
  const denied = error !== null && asAppError(error).code === 'role_missing'
  return (
    <Panel label={t('title')}>
      <PanelHead level={1} title={<VisuallyHidden>{t('title')}</VisuallyHidden>} tags={tabs}>
        {data && !denied && data.length > 0 && actions}
      </PanelHead>
      {error && data && !denied && <Stale at={dataUpdatedAt} onRetry={() => void refetch()} />}
      {tools}
      <PanelBody tabIndex={-1}>
        {isPending && <SkeletonRows rows={8} height={34} />}
        {denied && <RoleNeeded operation={operation} />}
        {error && !data && !denied && <ErrorNotice fill error={error} onRetry={() => void refetch()} />}
        {data && !denied && (data.length === 0 ? empty : children(data))}
      </PanelBody>
    </Panel>
  )
}
