import { SegmentedControl } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { select, useNavigation } from '../../app/navigation.ts'
import { CallsTab } from './calls-tab.tsx'
import { DeliveriesTab } from './deliveries-tab.tsx'
import { IncomingTab } from './incoming-tab.tsx'
import { TriggersTab } from './triggers-tab.tsx'
import { viewOf, views } from './views.ts'
import { WebhooksTab } from './webhooks-tab.tsx'

const tabs = { webhooks: WebhooksTab, deliveries: DeliveriesTab, incoming: IncomingTab, triggers: TriggersTab, calls: CallsTab }

/** What is told to other programs, and what other programs may set going. */
export function HooksScreen() {
  const { t } = useTranslation('hooks')
  const { view, id } = viewOf(useNavigation().item)
  const Tab = tabs[view]
  const data = views.map((value) => ({ value, label: t(`views.${value}`) }))
  return <Tab chosen={id} tabs={<SegmentedControl size="xs" aria-label={t('views.label')} value={view} data={data} onChange={(next) => select(next === 'webhooks' ? null : next)} />} />
}
