import { useTranslation } from 'react-i18next'
import type { Environment } from '#shared/contract/environments.ts'
import { useMe } from '../../client/session.ts'
import { Tag } from '../../ui/tag.tsx'
import { useRoleOn } from '../abilities/use-may.ts'

/** What whoever is signed in is on the current environment. Absent where nobody signs in. */
export function RoleHere({ env }: { env: Environment }) {
  const { t } = useTranslation('access')
  const me = useMe()
  const role = useRoleOn(env.id)
  if (!me || me.kind === 'local') return null
  if (!role) return <Tag tone="warn">{t('account.noRoleHere', { env: env.name })}</Tag>
  return <Tag title={t('account.roleHere', { env: env.name, role: t(`roles.${role}.name`), text: t(`roles.${role}.text`) })}>{t(`roles.${role}.name`)}</Tag>
}
