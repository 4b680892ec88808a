import { Select, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useEnvironments } from '../../client/queries.ts'
import { EnvDot } from '../../ui/env-dot.tsx'
import type { RestoreChoice } from './restore-wizard.tsx'
import { ModeChoice } from './restores/mode-choice.tsx'
import css from './restore.module.css'

export function RestoreWhere({ choice, part, onChange }: { choice: RestoreChoice; /** The backup holds a part of a database. */ part: boolean; onChange: (patch: Partial<RestoreChoice>) => void }) {
  const { t } = useTranslation(['backups', 'restores', 'common'])
  const { data: environments = [] } = useEnvironments()
  const target = environments.find(({ id }) => id === choice.env)
  const taken = target !== undefined && choice.into === target.connection.database
  return (
    <div className={css.fields}>
      <Select
        label={choice.mode !== 'new' ? t('restores:env') : t('backups:wizard.server')}
        description={target && t('backups:wizard.serverText', { host: target.connection.host, port: target.connection.port })}
        value={choice.env}
        onChange={(env) => onChange({ env, confirm: '' })}
        leftSection={target && <EnvDot colour={target.colour} />}
        data={environments.map(({ id, name, class: kind }) => ({ value: id, label: name === kind ? name : `${name} (${t(`common:class.${kind}`)})` }))}
      />
      {target && <ModeChoice value={choice.mode} database={target.connection.database} part={part} onChange={(mode) => onChange({ mode })} />}
      {choice.mode === 'new' && <TextInput
        data-autofocus
        label={t('backups:wizard.into')}
        description={t('backups:wizard.intoText')}
        value={choice.into}
        spellCheck={false}
        onChange={(event) => onChange({ into: event.currentTarget.value })}
        error={choice.into === '' ? t('backups:wizard.intoMissing') : taken ? t('backups:wizard.intoTaken') : undefined}
      />}
    </div>
  )
}
