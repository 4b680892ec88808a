import { Select, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { Search } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Environment } from '#shared/contract/environments.ts'
import { fleetMemberStateSchema, type Fleet, type FleetMemberState, type FleetRun } from '#shared/contract/fleet.ts'
import { Empty } from '../../ui/empty.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { memberOrder } from './looks.ts'
import { RunGrid } from './run-grid.tsx'
import { RunHead } from './run-head.tsx'
import { useRun } from './use-fleet.ts'
import css from './fleet.module.css'

interface RunViewProps {
  id: string
  fleet: Fleet
  environment: Environment | undefined
}

/** One run, while it goes on and afterwards. */
export function RunView({ id, fleet, environment }: RunViewProps) {
  const run = useRun(id)
  if (run.isPending) return <SkeletonRows rows={14} height={32} />
  if (!run.data) return <ErrorNotice fill error={run.error} onRetry={() => void run.refetch()} />
  return (
    <>
      <RunHead run={run.data} fleet={fleet} environment={environment} />
      {run.data.error && <ErrorNotice error={run.data.error} />}
      {run.data.state !== 'preparing' && run.data.members.length > 0 && <Members run={run.data} />}
    </>
  )
}

function Members({ run }: { run: FleetRun }) {
  const { t } = useTranslation('fleet')
  const [words, setWords] = useState('')
  const [state, setState] = useState<FleetMemberState | ''>('')
  const [search] = useDebouncedValue(words.trim().toLowerCase(), 120)
  const shown = run.members
    .filter((member) => (state === '' || member.state === state) && member.label.toLowerCase().includes(search))
    .toSorted((a, b) => memberOrder.indexOf(a.state) - memberOrder.indexOf(b.state))
  const choices = [{ value: '', label: t('run.all') }, ...fleetMemberStateSchema.options.filter((one) => run.counts[one] > 0 || one === state).map((one) => ({ value: one, label: `${t(`memberState.${one}`)} (${run.counts[one]})` }))]
  return (
    <>
      <div className={css.tools} role="search" aria-label={t('states.search')}>
        <TextInput className={css.search} size="xs" leftSection={<Search size={14} aria-hidden />} placeholder={t('states.search')} aria-label={t('states.search')} value={words} onChange={(event) => setWords(event.currentTarget.value)} />
        <Select size="xs" aria-label={t('run.filter')} allowDeselect={false} data={choices} value={state} onChange={(value) => setState((value ?? '') as FleetMemberState | '')} />
        <span className={css.gap} />
        <span className={css.quiet}>{t('members', { count: shown.length })}</span>
      </div>
      {shown.length === 0 ? <Empty title={t('states.nothing')} /> : <RunGrid members={shown} />}
    </>
  )
}
