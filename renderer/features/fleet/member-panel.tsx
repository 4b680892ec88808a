import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../ui/button.tsx'
import css from './fleet.module.css'

/** What is known of the member that is chosen, below the list. */
export function MemberPanel({ title, tags, onClose, children }: { title: string; tags?: ReactNode; onClose: () => void; children: ReactNode }) {
  const { t } = useTranslation('common')
  return (
    <section className={css.detail} aria-label={title}>
      <header className={css.detailHead}>
        <h3>{title}</h3>
        {tags}
        <span className={css.gap} />
        <IconButton label={t('close')} icon={<X />} onClick={onClose} />
      </header>
      <div className={css.detailBody}>{children}</div>
    </section>
  )
}
