import { FolderOpen } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Environment } from '#shared/contract/environments.ts'
import type { Status } from '#shared/contract/migrations.ts'
import { MayButton } from '../../app/abilities/may.tsx'
import { navigate } from '../../app/navigation.ts'
import { useNewMigration } from '../../app/new-migration.ts'
import { Button } from '../../ui/button.tsx'
import { DiagnosticList } from '../../ui/diagnostic-list.tsx'
import { Empty } from '../../ui/empty.tsx'
import css from './screen-problem.module.css'

interface EmptyFolderProps {
  environment: Environment
  status: Status
  onReload: () => void
}

/** A folder without migrations: what a first file is called, and where it is looked for. */
export function EmptyFolder({ environment, status, onReload }: EmptyFolderProps) {
  const { t } = useTranslation('migrations')
  const fresh = useNewMigration((dialog) => dialog.open)
  const folder = environment.migrationsFolder
  return (
    <div className={css.problem}>
      <Empty
        icon={<FolderOpen />}
        title={t('empty.title')}
        action={
          <>
            <MayButton operation="environments.update" env={environment.id} onClick={() => navigate({ screen: 'environments', item: environment.id, action: 'edit' })}>{t('empty.setFolder')}</MayButton>
            <Button onClick={onReload}>{t('reload')}</Button>
            {folder !== '' && (
              <MayButton operation="migrations.create" env={environment.id} variant="primary" onClick={fresh}>
                {t('new.title')}
              </MayButton>
            )}
          </>
        }
      >
        <p>{folder === '' ? t('empty.noFolder', { env: environment.name }) : t('empty.text', { folder })}</p>
        {status.diagnostics.length > 0 && <DiagnosticList diagnostics={status.diagnostics} />}
      </Empty>
    </div>
  )
}
