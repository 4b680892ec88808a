import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { Status } from '#shared/contract/migrations.ts'
import { MayButton } from '../../app/abilities/may.tsx'
import { api } from '../../client/queries.ts'
import { DiagnosticList } from '../../ui/diagnostic-list.tsx'
import { Section } from '../../ui/panel.tsx'
import { useHistoryDialogs } from '../../app/history-dialogs.ts'
import css from './findings.module.css'

interface FindingsSectionProps {
  environment: Environment
  status: Status
  /** Script whose findings stand elsewhere already. */
  except?: string
}

/** What the files and the history disagree about, with the way to mend it. Nothing is drawn when they agree. */
export function FindingsSection({ environment, status, except }: FindingsSectionProps) {
  const { t } = useTranslation('migrations')
  const open = useHistoryDialogs((dialogs) => dialogs.open)
  const validation = useQuery(api.migrations.validate.queryOptions({ input: { env: environment.id }, staleTime: 15_000 }))
  const all = unique([...status.diagnostics, ...(validation.data?.diagnostics ?? [])])
  const shown = except === undefined ? all : all.filter(({ subject, where }) => subject !== except && where?.file !== except)
  if (shown.length === 0) return null
  const repairable = status.migrations.some(({ state }) => state === 'failed' || state === 'changed' || state === 'missing')
  return (
    <Section title={t('about.generalFindings', { env: environment.name })} note={shown.length}>
      <DiagnosticList diagnostics={shown} />
      <div className={css.actions}>
        {repairable && (
          <MayButton operation="migrations.repair" env={environment.id} size="s" onClick={() => open('repair')}>
            {t('actions.repair')}
          </MayButton>
        )}
        {!status.history.exists && (
          <MayButton operation="migrations.baseline" env={environment.id} size="s" onClick={() => open('baseline')}>
            {t('actions.baseline')}
          </MayButton>
        )}
      </div>
    </Section>
  )
}

/** Status and validation may say the same; it is shown once. */
function unique(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const key = ({ code, subject, message }: Diagnostic) => [code, subject, message].join('\n')
  return [...new Map(diagnostics.map((finding) => [key(finding), finding])).values()]
}
