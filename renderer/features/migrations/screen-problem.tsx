import { FolderX, PlugZap, ShieldAlert, TableProperties } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Environment } from '#shared/contract/environments.ts'
import type { ErrorCode } from '#shared/contract/errors.ts'
import { MayButton } from '../../app/abilities/may.tsx'
import { navigate } from '../../app/navigation.ts'
import { readable } from '../../client/queries.ts'
import { errorWords } from '../../i18n/errors.ts'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import css from './screen-problem.module.css'

type Kind = 'folder' | 'files' | 'reach' | 'login' | 'rights' | 'history' | 'other'

const kinds: Partial<Record<ErrorCode, Kind>> = {
  folder_missing: 'folder',
  file_unreadable: 'files', duplicate_version: 'files',
  host_unknown: 'reach', host_unreachable: 'reach', not_postgres: 'reach', tls_failed: 'reach', connection_lost: 'reach', server_busy: 'reach', server_starting: 'reach',
  auth_failed: 'login', password_missing: 'login', database_missing: 'login',
  permission_denied: 'rights',
  history_unusable: 'history',
}

const signs: Record<Kind, ReactNode> = {
  folder: <FolderX />, files: <FolderX />, reach: <PlugZap />, login: <ShieldAlert />, rights: <ShieldAlert />, history: <TableProperties />, other: <PlugZap />,
}

interface ScreenProblemProps {
  environment: Environment
  error: unknown
  onRetry: () => void
}

/** The screen when the migrations could not be read: which part is the matter, what state things are in, and the way on. */
export function ScreenProblem({ environment, error, onRetry }: ScreenProblemProps) {
  const { t, i18n } = useTranslation(['migrations', 'common'])
  const data = readable(error).data
  const kind = kinds[data.code] ?? 'other'
  const words = errorWords(data, i18n.language)
  const state = data.state ?? (kind === 'reach' || kind === 'login' ? t('problem.reachState') : t('problem.folderState'))
  return (
    <div role="alert" className={css.problem}>
      <Empty
        icon={signs[kind]}
        title={t(`problem.${kind}`, { env: environment.name })}
        action={
          <>
            <MayButton operation="environments.update" env={environment.id} onClick={() => navigate({ screen: 'environments', item: environment.id, action: 'edit' })}>{t('problem.edit')}</MayButton>
            <Button variant="primary" onClick={onRetry}>
              {t('common:retry')}
            </Button>
          </>
        }
      >
        <p>{words.message}</p>
        {data.where?.caret && <pre className={css.caret}>{data.where.caret}</pre>}
        {words.help && <p>{words.help}</p>}
        <p className={css.state}>{state}</p>
        <p className={css.ref}>
          {data.code} · {t('common:error.ref', { ref: data.ref })}
        </p>
      </Empty>
    </div>
  )
}
