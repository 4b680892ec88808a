import { useMutation } from '@tanstack/react-query'
import { Pin, PinOff } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Backup } from '#shared/contract/backups.ts'
import { MayIconButton } from '../../../app/abilities/may.tsx'
import { api, queryClient } from '../../../client/queries.ts'

/** Takes a backup out of the reach of the rules, or gives it back to them. */
export function KeepButton({ backup }: { backup: Backup }) {
  const { t } = useTranslation('keeping')
  const keep = useMutation(api.backups.keep.mutationOptions({ onSuccess: () => queryClient.invalidateQueries({ queryKey: api.backups.key() }) }))
  return <MayIconButton operation="backups.keep" env={backup.env} label={backup.keep ? t('keep.off') : t('keep.on')} icon={backup.keep ? <PinOff /> : <Pin />} disabled={keep.isPending} onClick={() => keep.mutate({ backup: backup.id, keep: !backup.keep })} />
}
