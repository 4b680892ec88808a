import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { HookCall } from '#shared/contract/hooks-incoming.ts'
import { navigate } from '../../app/navigation.ts'
import { api } from '../../client/queries.ts'
import { useFormat } from '../../i18n/format.ts'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Facts } from '../../ui/field.tsx'
import { HooksIcon } from '../../ui/icons.tsx'
import { Panel, PanelBody, PanelHead, Section } from '../../ui/panel.tsx'
import { Table, type Column } from '../../ui/table.tsx'
import { ListPanel } from './list-panel.tsx'
import { CallOutcome } from './states.tsx'
import { choose, type TabProps } from './views.ts'
import css from './hooks.module.css'

export function CallsTab({ tabs, chosen }: TabProps) {
  const { t } = useTranslation('hooks')
  const query = useQuery(api.hooks.calls.queryOptions({ input: { limit: 500 }, select: ({ calls }) => calls, refetchInterval: 5_000 }))
  const columns = useColumns()
  const call = query.data?.find(({ id }) => id === chosen) ?? query.data?.[0]
  return (
    <div className={css.split}>
      <ListPanel tabs={tabs} query={query} operation="hooks.calls" empty={<Empty icon={<HooksIcon />} title={t('call.empty')}>{t('call.emptyText')}</Empty>}>
        {(rows) => <Table label={t('views.calls')} columns={columns} rows={rows} rowKey={({ id }) => id} selected={call?.id ?? null} onChoose={(id) => choose('calls', id)} />}
      </ListPanel>
      {call && <CallDetail call={call} />}
    </div>
  )
}

function CallDetail({ call }: { call: HookCall }) {
  const { t } = useTranslation('hooks')
  const format = useFormat()
  const { at, source, hook, env, by, address, code, text, jobId, approvalId } = call
  return (
    <Panel tone="raise" label={t('call.chosen')}>
      <PanelHead title={hook || t('call.unnamed')} tags={<CallOutcome call={call} />} />
      <PanelBody>
        <Section>
          <Facts facts={[[t('columns.when'), format.exact(at)], [t('columns.from'), t(`source.${source}`)], [t('columns.env'), env], [t('columns.by'), by], [t('columns.address'), address], [t('call.code'), code]]} />
        </Section>
        <Section>
          <p className={css.words}>{text}</p>
          {jobId && (
            <Button size="s" onClick={() => navigate({ screen: 'activity', item: jobId })}>
              {t('call.job')}
            </Button>
          )}
          {approvalId && (
            <Button size="s" onClick={() => navigate({ screen: 'approvals', item: approvalId })}>
              {t('call.approval')}
            </Button>
          )}
        </Section>
      </PanelBody>
    </Panel>
  )
}

function useColumns(): Column<HookCall>[] {
  const { t } = useTranslation('hooks')
  const format = useFormat()
  return [
    { key: 'when', title: t('columns.when'), width: '112px', render: ({ at }) => format.dateTime(at) },
    { key: 'outcome', title: t('columns.outcome'), width: '136px', render: (call) => <CallOutcome call={call} /> },
    { key: 'hook', title: t('columns.hook'), width: '24%', render: ({ hook }) => hook || <span className={css.quiet}>{t('call.unnamed')}</span> },
    { key: 'env', title: t('columns.env'), width: '110px', render: ({ env }) => env ?? <span className={css.quiet}>–</span> },
    { key: 'text', title: t('columns.what'), render: ({ text }) => <span title={text}>{text}</span> },
  ]
}
