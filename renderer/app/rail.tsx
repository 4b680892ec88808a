import { Tooltip } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useRunningJobs } from '../client/jobs.ts'
import { ActivityIcon, ApprovalsIcon, BackupsIcon, CompareIcon, EnvironmentsIcon, FleetIcon, HooksIcon, MigrationsIcon, PeopleIcon, SchemaIcon, TimelineIcon } from '../ui/icons.tsx'
import { KeyHint } from '../ui/key-hint.tsx'
import { useWaitingApprovals } from './approvals-store.ts'
import { navigate, screens, useNavigation } from './navigation.ts'
import css from './rail.module.css'

const icons = { schema: SchemaIcon, migrations: MigrationsIcon, compare: CompareIcon, timeline: TimelineIcon, backups: BackupsIcon, environments: EnvironmentsIcon, activity: ActivityIcon, fleet: FleetIcon, approvals: ApprovalsIcon, hooks: HooksIcon, people: PeopleIcon }

export function Rail() {
  const { t } = useTranslation('frame')
  const { screen } = useNavigation()
  const running = useRunningJobs().length
  const waiting = useWaitingApprovals()
  return (
    <nav className={css.rail} aria-label={t('rail')}>
      {screens.map((each, index) => {
        const Icon = icons[each]
        const busy = each === 'activity' && running > 0
        const count = each === 'approvals' ? waiting : 0
        const tip = (
          <>
            {t(`screens.${each}`)} {index < 9 && <KeyHint keys={`mod+${index + 1}`} />}
          </>
        )
        return (
          <Tooltip key={each} label={tip} position="right">
            <button
              type="button"
              className={css.item}
              aria-current={each === screen ? 'page' : undefined}
              aria-label={busy ? t('screens.activityRunning', { count: running }) : count > 0 ? t('screens.approvalsWaiting', { count }) : t(`screens.${each}`)}
              onClick={() => navigate({ screen: each })}
            >
              <Icon />
              {busy && <span className={css.busy} aria-hidden />}
              {count > 0 && <span className={css.count} aria-hidden>{count > 9 ? '9+' : count}</span>}
            </button>
          </Tooltip>
        )
      })}
    </nav>
  )
}
