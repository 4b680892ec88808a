import { Tabs } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Comparison } from '#shared/contract/compare.ts'
import { Empty } from '../../ui/empty.tsx'
import { CompareIcon } from '../../ui/icons.tsx'
import { Panel } from '../../ui/panel.tsx'
import type { View } from './compare-store.ts'
import { ObjectView } from './object-view.tsx'
import { PlanView } from './plan-view.tsx'
import { objectOfRow, treeRows } from './tree.ts'
import { usePlan, type Choice } from './use-comparison.ts'
import css from './compare.module.css'

interface DetailsProps {
  comparison: Comparison
  view: View
  change: (change: Partial<View>) => void
  choice: Choice
}

const none: ReadonlySet<string> = new Set()

/** The difference that is looked at on both sides, and the plan of all that is ticked. */
export function Details({ comparison, view, change, choice }: DetailsProps) {
  const { t } = useTranslation('compare')
  const plan = usePlan(choice, view.tab === 'plan')
  const rows = useMemo(() => treeRows(comparison.differences, none), [comparison.differences])
  const row = rows.find(({ key }) => key === view.selected) ?? rows.find(({ level }) => level === 2)
  const object = row && objectOfRow(row)
  return (
    <Panel className={css.main} label={t('tabs.label')} tabIndex={-1} data-compare-details>
      <Tabs value={view.tab} onChange={(tab) => change({ tab: tab === 'plan' ? 'plan' : 'definition' })} keepMounted={false} classNames={{ root: css.tabs, list: css.tabList, tab: css.tab, panel: css.tabPanel }}>
        <Tabs.List aria-label={t('tabs.label')}>
          <Tabs.Tab value="definition">{t('tabs.definition')}</Tabs.Tab>
          <Tabs.Tab value="plan" rightSection={plan.data && !plan.settling ? <span className={css.tabCount}>{plan.data.forward.actions.length}</span> : undefined}>
            {t('tabs.plan')}
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="definition">
          {row && object !== undefined ? (
            <ObjectView key={object} comparison={comparison} id={object} row={row} onChoose={(id) => change({ selected: id })} />
          ) : (
            <Empty icon={<CompareIcon />} title={t('object.nothing')}>
              {t('object.nothingText')}
            </Empty>
          )}
        </Tabs.Panel>
        <Tabs.Panel value="plan">
          <PlanView comparison={comparison} choice={choice} plan={plan} />
        </Tabs.Panel>
      </Tabs>
    </Panel>
  )
}
