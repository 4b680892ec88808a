import { ChevronDown } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../ui/button.tsx'
import { useDrawer } from './drawer-state.ts'
import { JobsView } from './jobs-view.tsx'
import { useNavigation } from './navigation.ts'
import css from './activity-drawer.module.css'

/** Jobs at the foot of every screen, so that one can go on working while they run. */
export function ActivityDrawer() {
  const { t } = useTranslation('frame')
  const { open, toggle } = useDrawer()
  const { screen } = useNavigation()
  if (!open || screen === 'activity') return null
  return (
    <section className={css.drawer} aria-label={t('screens.activity')}>
      <JobsView tools={<IconButton label={t('drawer.close')} keys="mod+J" icon={<ChevronDown />} onClick={toggle} />} />
    </section>
  )
}
