import { Checkbox } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Environment } from '#shared/contract/environments.ts'
import type { Plan } from '#shared/contract/migrations.ts'
import { api } from '../../client/queries.ts'
import type { Consent } from './consent.ts'
import css from './apply.module.css'

interface BackupChoiceProps {
  environment: Environment
  plan: Plan
  consent: Consent
  onChange: (part: Partial<Consent>) => void
}

/** On where the environment says so; where none can be made, why, how to change that, and the consent to go on without. */
export function BackupChoice({ environment, plan, consent, onChange }: BackupChoiceProps) {
  const { t } = useTranslation('apply')
  const check = useQuery(api.backups.check.queryOptions({ input: { env: environment.id }, staleTime: 30_000 }))
  const problem = plan.backup.problem ?? (check.data?.ok === false ? check.data.message : undefined)
  const help = plan.backup.help ?? check.data?.help
  if (problem === undefined || !plan.backup.planned) {
    const fits = check.data?.client ? t('backup.found', { version: check.data.client.version }) : check.isPending ? t('backup.checking') : problem
    return (
      <section className={css.part}>
        <Checkbox
          classNames={{ description: css.checkHelp }}
          label={t('backup.make', { database: environment.connection.database })}
          description={plan.backup.planned ? [t('backup.help'), fits].filter(Boolean).join(' ') : [t('backup.off', { env: environment.name }), fits].filter(Boolean).join(' ')}
          checked={consent.backup}
          disabled={problem !== undefined}
          onChange={(event) => onChange({ backup: event.currentTarget.checked })}
        />
      </section>
    )
  }
  return (
    <section className={css.part} data-tone="warn">
      <p>
        <b>{t('backup.cannot')}</b> {problem}
      </p>
      {help && <p className={css.install}>{help}</p>}
      <Checkbox
          classNames={{ description: css.checkHelp }}
        label={t('backup.without')}
        description={t('backup.withoutHelp')}
        checked={consent.withoutBackup}
        onChange={(event) => onChange({ withoutBackup: event.currentTarget.checked })}
      />
    </section>
  )
}
