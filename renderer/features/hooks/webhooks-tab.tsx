import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Webhook } from '#shared/contract/hooks.ts'
import { useBeginning } from '../../app/navigation.ts'
import { api } from '../../client/queries.ts'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { HooksIcon } from '../../ui/icons.tsx'
import { Table, type Column } from '../../ui/table.tsx'
import { Tag } from '../../ui/tag.tsx'
import { ListPanel } from './list-panel.tsx'
import { SecretOnce } from './secret-once.tsx'
import { LastDelivery, OffTag } from './states.tsx'
import { choose, type TabProps } from './views.ts'
import { WebhookDetail } from './webhook-detail.tsx'
import { WebhookDialog } from './webhook-dialog.tsx'
import css from './hooks.module.css'

export type Secret = { webhook: Webhook; secret: string }

export function WebhooksTab({ tabs, chosen }: TabProps) {
  const { t } = useTranslation('hooks')
  const query = useQuery(api.hooks.list.queryOptions({ input: {}, select: ({ webhooks }) => webhooks, refetchInterval: 10_000 }))
  const [open, setOpen] = useState<Webhook | 'new' | null>(null)
  const [secret, setSecret] = useState<Secret | null>(null)
  const columns = useColumns()
  const webhook = query.data?.find(({ id }) => id === chosen) ?? query.data?.[0]
  useBeginning((action) => action === 'create' && setOpen('new'))
  const add = (
    <Button size="s" variant="primary" icon={<Plus />} onClick={() => setOpen('new')}>
      {t('webhook.add')}
    </Button>
  )
  return (
    <div className={css.split}>
      <ListPanel tabs={tabs} query={query} operation="hooks.list" actions={add} empty={<Empty icon={<HooksIcon />} title={t('webhook.empty')} action={add}>{t('webhook.emptyText')}</Empty>}>
        {(rows) => <Table label={t('views.webhooks')} columns={columns} rows={rows} rowKey={({ id }) => id} selected={webhook?.id ?? null} onChoose={(id) => choose('webhooks', id)} />}
      </ListPanel>
      {webhook && <WebhookDetail key={webhook.id} webhook={webhook} onEdit={() => setOpen(webhook)} onSecret={setSecret} />}
      {open !== null && (
        <WebhookDialog
          webhook={open === 'new' ? null : open}
          onClose={() => setOpen(null)}
          onMade={(made) => {
            choose('webhooks', made.webhook.id)
            setSecret(made)
          }}
        />
      )}
      {secret && <SecretOnce title={t('secret.title', { name: secret.webhook.name })} secret={secret.secret} note={t('webhook.secretNote')} onClose={() => setSecret(null)} />}
    </div>
  )
}

function useColumns(): Column<Webhook>[] {
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
    { key: 'address', title: t('columns.address'), width: '30%', render: ({ address }) => <span title={address}>{address.replace('https://', '')}</span> },
    { key: 'envs', title: t('columns.envs'), width: '118px', render: ({ envs }) => (envs.length === 0 ? <span className={css.quiet}>{t('all')}</span> : envs.map(({ name }) => name).join(', ')) },
    {
      key: 'last', title: t('columns.last'), width: '150px',
      render: ({ last, dead }) => (
        <span className={css.state}>
          <LastDelivery last={last} /> {dead > 0 && <Tag tone="bad">{t('webhook.deadCount', { count: dead })}</Tag>}
        </span>
      ),
    },
  ]
}
