import { SegmentedControl } from '@mantine/core'
import { Pencil, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Fleet } from '#shared/contract/fleet.ts'
import { select } from '../../app/navigation.ts'
import { useEnvironments } from '../../client/queries.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { EnvDot } from '../../ui/env-dot.tsx'
import { Panel, PanelHead } from '../../ui/panel.tsx'
import { isActive } from './looks.ts'
import { itemOf } from './place.ts'
import { RunList } from './run-list.tsx'
import { RunView } from './run-view.tsx'
import { StatesView } from './states-view.tsx'
import css from './fleet.module.css'

interface FleetDetailProps {
  fleet: Fleet
  /** Id of a run; empty: their list; null: the members. */
  run: string | null
  onStart: () => void
  onEdit: () => void
  onRemove: () => void
}

export function FleetDetail({ fleet, run, onStart, onEdit, onRemove }: FleetDetailProps) {
  const { t } = useTranslation('fleet')
  const { data: environments = [] } = useEnvironments()
  const environment = environments.find(({ name }) => name === fleet.env)
  const active = fleet.lastRun !== null && isActive(fleet.lastRun.state)
  const views = [{ value: 'members', label: t('views.members') }, { value: 'runs', label: t('views.runs') }]
  return (
    <Panel label={fleet.name}>
      <PanelHead
        title={fleet.name}
        tags={
          <>
            <span className={css.env}>
              <EnvDot colour={environment?.colour ?? 'grey'} /> {fleet.env}
            </span>
            <SegmentedControl size="xs" aria-label={t('views.label')} data={views} value={run === null ? 'members' : 'runs'} onChange={(view) => select(view === 'members' ? fleet.id : itemOf(fleet.id, ''))} />
          </>
        }
      >
        <IconButton label={t('edit')} icon={<Pencil />} onClick={onEdit} />
        <IconButton label={t('remove.action')} icon={<Trash2 />} onClick={onRemove} />
        <Button size="s" variant="primary" disabled={!fleet.envKnown || active} onClick={onStart}>
          {t('start')}
        </Button>
      </PanelHead>
      {!fleet.envKnown && <p className={css.notice} data-tone="bad">{t('envGone', { env: fleet.env })}</p>}
      {run === null && <StatesView fleet={fleet} />}
      {run === '' && <RunList fleet={fleet} />}
      {run && <RunView key={run} id={run} fleet={fleet} environment={environment} />}
    </Panel>
  )
}
