import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Trigger } from '#shared/contract/hooks-incoming.ts'
import { api } from '../../client/queries.ts'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { HooksIcon } from '../../ui/icons.tsx'
import { StateDot } from '../../ui/state-dot.tsx'
import { Table, type Column } from '../../ui/table.tsx'
import { DeployDialog } from './deploy-dialog.tsx'
import { ListPanel } from './list-panel.tsx'
import { LastCall, OffTag } from './states.tsx'
import { TriggerDetail } from './trigger-detail.tsx'
import { choose, type TabProps } from './views.ts'
import css from './hooks.module.css'

export function TriggersTab({ tabs, chosen }: TabProps) {
  const { t } = useTranslation('hooks')
  const query = useQuery(api.hooks.triggers.queryOptions({ input: {}, select: ({ triggers }) => triggers, refetchInterval: 5_000 }))
  const [open, setOpen] = useState<Trigger | 'new' | null>(null)
  const columns = useColumns()
  const trigger = query.data?.find(({ id }) => id === chosen) ?? query.data?.[0]
  const add = (
    <Button size="s" variant="primary" icon={<Plus />} onClick={() => setOpen('new')}>
      {t('trigger.add')}
    </Button>
  )
  return (
    <div className={css.split}>
      <ListPanel tabs={tabs} query={query} operation="hooks.triggers" actions={add} empty={<Empty icon={<HooksIcon />} title={t('trigger.empty')} action={add}>{t('trigger.emptyText')}</Empty>}>
        {(rows) => <Table label={t('views.triggers')} columns={columns} rows={rows} rowKey={({ id }) => id} selected={trigger?.id ?? null} onChoose={(id) => choose('triggers', id)} />}
      </ListPanel>
      {trigger && <TriggerDetail key={trigger.id} trigger={trigger} onEdit={() => setOpen(trigger)} />}
      {open !== null && <DeployDialog of={open === 'new' ? { kind: 'trigger' } : { kind: 'trigger', trigger: open }} onClose={() => setOpen(null)} onMade={() => {}} />}
    </div>
  )
}

function useColumns(): Column<Trigger>[] {
  const { t } = useTranslation('hooks')
  return [
    {
      key: 'target', title: t('trigger.target'),
      render: ({ target, enabled, problem }) => (
        <span className={css.state} title={target}>
          <StateDot shape={!enabled ? 'dash' : problem === null ? 'full' : 'bang'} tone={!enabled ? 'neutral' : problem === null ? 'ok' : 'warn'} label={problem ?? t('trigger.heard')} />
          <code className={css.mono}>{target}</code> <OffTag enabled={enabled} />
        </span>
      ),
    },
    { key: 'kind', title: t('trigger.kind'), width: '116px', render: ({ kind }) => t(`trigger.${kind}`) },
    { key: 'env', title: t('columns.env'), width: '118px', render: ({ env }) => env.name },
    { key: 'action', title: t('columns.action'), width: '22%', render: ({ action }) => t(`action.${action}`) },
    { key: 'last', title: t('columns.lastCall'), width: '120px', render: ({ last }) => <LastCall last={last} /> },
  ]
}
