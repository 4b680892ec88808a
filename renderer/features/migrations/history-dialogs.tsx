import type { Environment } from '#shared/contract/environments.ts'
import type { Status } from '#shared/contract/migrations.ts'
import { useHistoryDialogs } from '../../app/history-dialogs.ts'
import { BaselineDialog } from './baseline-dialog.tsx'
import { RepairDialog } from './repair-dialog.tsx'

export interface HistoryDialogProps {
  environment: Environment
  status: Status
  onClose: () => void
}

export function HistoryDialogs({ environment, status }: Omit<HistoryDialogProps, 'onClose'>) {
  const { shown, close } = useHistoryDialogs()
  if (shown === 'repair') return <RepairDialog environment={environment} status={status} onClose={close} />
  return shown === 'baseline' ? <BaselineDialog environment={environment} status={status} onClose={close} /> : null
}
