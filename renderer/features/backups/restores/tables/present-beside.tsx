import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Backup } from '#shared/contract/backups.ts'
import type { Environment } from '#shared/contract/environments.ts'
import { api } from '../../../../client/queries.ts'
import { useFormat } from '../../../../i18n/format.ts'
import { Button } from '../../../../ui/button.tsx'
import css from '../restores.module.css'

/** Tables of this backup that were restored beside before: they can be compared at once. What cannot be asked is not offered. */
export function PresentBeside({ backup, environment, onChoose }: { backup: Backup; environment: Environment; onChoose: (schema: string) => void }) {
  const { t } = useTranslation('restores')
  const format = useFormat()
  const { data } = useQuery({ ...api.restores.beside.queryOptions({ input: { env: environment.id } }), staleTime: 0 })
  return data?.beside.filter((one) => one.backup === backup.id).map(({ schema, at, tables }) => (
    <div key={schema} className={css.aside}>
      <p>{t('tables.present', { schema, when: format.dateTime(at), names: tables.map((table) => `${table.schema}.${table.name}`).join(', ') })}</p>
      <Button size="s" onClick={() => onChoose(schema)}>
        {t('tables.compareNow')}
      </Button>
    </div>
  ))
}
