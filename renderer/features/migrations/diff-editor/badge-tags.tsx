import { useTranslation } from 'react-i18next'
import type { PreviewedMigration } from '#shared/contract/preview.ts'
import { Tag } from '../../../ui/tag.tsx'
import { badgesOf } from './badges.ts'

/** The badges of a previewed migration; `most`: how many there is room for. */
export function BadgeTags({ migration, most = 4 }: { migration: PreviewedMigration; most?: number }) {
  const { t } = useTranslation('preview')
  return badgesOf(migration)
    .slice(0, most)
    .map(({ name, tone }) => (
      <Tag key={name} tone={tone}>
        {t(`badge.${name}`)}
      </Tag>
    ))
}
