import { useQuery } from '@tanstack/react-query'
import type { DiskUse, RetainedBackup } from '#shared/contract/backups-keeping.ts'
import { api } from '../../../client/queries.ts'

/** What the rules say of every backup; undefined until it is known. */
export function useRetention(): readonly RetainedBackup[] | undefined {
  return useQuery(api.backups.retention.queryOptions({ input: {} })).data?.backups
}

export function useDiskUse(): readonly DiskUse[] | undefined {
  return useQuery(api.backups.retention.queryOptions({ input: {} })).data?.disk
}
