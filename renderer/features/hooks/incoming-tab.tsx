import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { IncomingHook } from '#shared/contract/hooks-incoming.ts'
import { api } from '../../client/queries.ts'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { HooksIcon } from '../../ui/icons.tsx'
import { Table, type Column } from '../../ui/table.tsx'
import { DeployDialog } from './deploy-dialog.tsx'
import { IncomingDetail } from './incoming-detail.tsx'
import { ListPanel } from './list-panel.tsx'
import { SecretOnce } from './secret-once.tsx'
import { LastCall, OffTag } from './states.tsx'
import { choose, type TabProps } from './views.ts'
import css from './hooks.module.css'

export type HookSecret = { hook: IncomingHook; secret: string }

export function IncomingTab({ tabs, chosen }: TabProps) {
  const { t } = useTranslation('hooks')
  const query = useQuery(api.hooks.incoming.queryOptions({ input: {}, select: ({ hooks }) => hooks, refetchInterval: 10_000 }))
  const [open, setOpen] = useState<IncomingHook | 'new' | null>(null)
  const [secret, setSecret] = useState<HookSecret | null>(null)
  const columns = useColumns()
  const hook = query.data?.find(({ id }) => id === chosen) ?? query.data?.[0]
  const add = (
    <Button size="s" variant="primary" icon={<Plus />} onClick={() => setOpen('new')}>
      {t('incoming.add')}
    </Button>
  )
  return (
    <div className={css.split}>
      <ListPanel tabs={tabs} query={query} operation="hooks.incoming" actions={add} empty={<Empty icon={<HooksIcon />} title={t('incoming.empty')} action={add}>{t('incoming.emptyText')}</Empty>}>
        {(rows) => <Table label={t('views.incoming')} columns={columns} rows={rows} rowKey={({ id }) => id} selected={hook?.id ?? null} onChoose={(id) => choose('incoming', id)} />}
      </ListPanel>
      {hook && <IncomingDetail key={hook.id} hook={hook} onEdit={() => setOpen(hook)} onSecret={setSecret} />}
      {open !== null && (
        <DeployDialog
          of={open === 'new' ? { kind: 'hook' } : { kind: 'hook', hook: open }}
          onClose={() => setOpen(null)}
          onMade={(made) => {
            choose('incoming', made.hook.id)
            setSecret(made)
          }}
        />
      )}
      {secret && <SecretOnce title={t('secret.title', { name: secret.hook.name })} secret={secret.secret} note={t('incoming.secretNote')} onClose={() => setSecret(null)} />}
    </div>
  )
}

function useColumns(): Column<IncomingHook>[] {
  const { t } = useTranslation('hooks')
  return [
    {
      key: 'name', title: t('columns.name'),
      render: ({ name, enabled }) => (
        <span className={css.state}>
          {name} <OffTag enabled={enabled} />
        </span>
      ),
    },
    { key: 'env', title: t('columns.env'), width: '130px', render: ({ env }) => env.name },
    { key: 'action', title: t('columns.action'), width: '30%', render: ({ action }) => t(`action.${action}`) },
    { key: 'last', title: t('columns.lastCall'), width: '130px', render: ({ last }) => <LastCall last={last} /> },
  ]
}
