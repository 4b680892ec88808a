import { Undo2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { MayButton } from '../../../app/abilities/may.tsx'
import { navigate } from '../../../app/navigation.ts'
import { openRollback } from '../../../app/rollback-store.ts'
import { Button } from '../../../ui/button.tsx'
import { PanelFoot } from '../../../ui/panel.tsx'
import type { Entry } from '../entries.ts'
import type { Kind } from '../looks.ts'
import { useStateThen } from './state-then.tsx'

/** After these the schema was in a state that can be gone back to. */
const states: ReadonlySet<Kind> = new Set(['migration_applied', 'migration_undone', 'baseline', 'repair', 'backup', 'rehearsal', 'restore', 'put_back', 'drift_resolved', 'rollback'])

/** What can be done from here: to see the script or the backup, and to go back to this point where anything changed since. */
export function Actions({ entry }: { entry: Entry }) {
  const { t } = useTranslation('timeline')
  const { event, environment } = entry
  const state = useStateThen(entry)
  const since = state.data?.since
  const hasChanged = since !== undefined && since.applied.length + since.undone.length + (state.data?.driftSince.length ?? 0) > 0
  const back = environment && states.has(event.kind) && hasChanged
  const toBackup = event.backupId ?? (event.kind === 'backup' ? '' : null)
  if (!back && !(event.script && environment) && toBackup === null) return null
  return (
    <PanelFoot>
      {back && (
        <MayButton operation="rollback.run" env={environment.id} variant={environment.class === 'production' ? 'danger' : 'default'} icon={<Undo2 aria-hidden />} onClick={() => openRollback({ env: environment.id, event: event.id })}>
          {t('detail.rollBack')}
        </MayButton>
      )}
      {event.script && environment && <Button onClick={() => navigate({ screen: 'migrations', env: environment.id, item: event.script })}>{t('detail.showMigration')}</Button>}
      {toBackup !== null && <Button onClick={() => navigate({ screen: 'backups', item: toBackup || null })}>{t('detail.showBackup')}</Button>}
    </PanelFoot>
  )
}
