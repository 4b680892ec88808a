import { useTranslation } from 'react-i18next'
import type { Role } from '#shared/access/roles.ts'
import { Tag, type Tone } from '../../ui/tag.tsx'

const tones: Record<Role, Tone> = { viewer: 'neutral', developer: 'info', operator: 'ok', approver: 'vio', owner: 'warn' }

/** A role; what it may do is said on it. */
export function RoleTag({ role }: { role: Role }) {
  const { t } = useTranslation('access')
  return (
    <Tag tone={tones[role]} title={t(`roles.${role}.text`)}>
      {t(`roles.${role}.name`)}
    </Tag>
  )
}
