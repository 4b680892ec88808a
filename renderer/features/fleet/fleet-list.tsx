import { useTranslation } from 'react-i18next'
import type { Fleet } from '#shared/contract/fleet.ts'
import { select } from '../../app/navigation.ts'
import { useEnvironments } from '../../client/queries.ts'
import { EnvDot } from '../../ui/env-dot.tsx'
import { List, Row } from '../../ui/row.tsx'
import { Tag } from '../../ui/tag.tsx'
import { runTones } from './looks.ts'
import css from './fleet.module.css'

export function FleetList({ fleets, chosen }: { fleets: readonly Fleet[]; chosen: string }) {
  const { t } = useTranslation('fleet')
  const { data: environments = [] } = useEnvironments()
  return (
    <List label={t('title')}>
      {fleets.map((fleet) => (
        <Row
          key={fleet.id}
          selected={fleet.id === chosen}
          onChoose={() => select(fleet.id)}
          lead={<EnvDot colour={environments.find(({ name }) => name === fleet.env)?.colour ?? 'grey'} />}
          end={fleet.lastRun && fleet.lastRun.state !== 'succeeded' && <Tag tone={runTones[fleet.lastRun.state]}>{t(`runState.${fleet.lastRun.state}`)}</Tag>}
        >
          <span className={css.name}>{fleet.name}</span>
          <span className={css.sub}>{t(`whose.${fleet.by}_${fleet.of}`, { count: fleet.members.length, pattern: fleet.pattern })}</span>
        </Row>
      ))}
    </List>
  )
}
