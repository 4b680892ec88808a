import { SegmentedControl } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { select, useNavigation } from '../../app/navigation.ts'
import { useSession } from '../../client/session.ts'
import { Empty } from '../../ui/empty.tsx'
import { PeopleIcon } from '../../ui/icons.tsx'
import { Panel, PanelBody, PanelHead } from '../../ui/panel.tsx'
import { RefusedTab } from './refused-tab.tsx'
import { TokensTab } from './tokens/tokens-tab.tsx'
import { UsersTab } from './users/users-tab.tsx'

const views = { users: UsersTab, tokens: TokensTab, refused: RefusedTab }
type View = keyof typeof views

/** Who may do what on this server, which programs may, and what was refused. */
export function PeopleScreen() {
  const { data: session } = useSession()
  const { item } = useNavigation()
  if (session?.signIn === 'none' || session?.me?.kind === 'local') return <Nobody />
  const view: View = item !== null && item in views ? (item as View) : 'users'
  const Shown = views[view]
  return <Shown tabs={<Tabs view={view} />} />
}

function Tabs({ view }: { view: View }) {
  const { t } = useTranslation('people')
  return <SegmentedControl size="xs" aria-label={t('views.label')} value={view} onChange={(next) => select(next === 'users' ? null : next)} data={(['users', 'tokens', 'refused'] as const).map((value) => ({ value, label: t(`views.${value}`) }))} />
}

/** The studio of one person at one machine. */
function Nobody() {
  const { t } = useTranslation('people')
  return (
    <Panel label={t('title')}>
      <PanelHead level={1} title={t('title')} />
      <PanelBody>
        <Empty icon={<PeopleIcon />} title={t('nobody.title')}>
          {t('nobody.text')}
        </Empty>
      </PanelBody>
    </Panel>
  )
}
