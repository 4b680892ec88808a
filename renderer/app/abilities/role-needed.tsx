import { Lock } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useEnvironment } from '../../client/queries.ts'
import { Empty } from '../../ui/empty.tsx'
import { useMay, useRoleOn, type OperationName } from './use-may.ts'

/** What a screen or a list says to whoever may not see it. */
export function RoleNeeded({ operation, env = null, action }: { operation: OperationName; env?: string | null; action?: ReactNode }) {
  const { t } = useTranslation('access')
  const { needs } = useMay(operation, env)
  const own = useRoleOn(env)
  const there = useEnvironment(env)?.name ?? t('may.everywhere')
  return (
    <Empty icon={<Lock />} title={t('may.screen', { role: t(`roles.${needs ?? 'owner'}.name`) })} action={action}>
      {t('may.screenText', { own: own ? t(`roles.${own}.name`) : t('may.noRole'), env: there })}
    </Empty>
  )
}
