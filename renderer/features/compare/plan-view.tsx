import { SegmentedControl } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { Copy, Download } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Comparison, Plan } from '#shared/contract/compare.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { DiagnosticList } from '../../ui/diagnostic-list.tsx'
import { Empty } from '../../ui/empty.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { PlanList } from './plan-list.tsx'
import { saveText } from './save-text.ts'
import type { Choice, usePlan } from './use-comparison.ts'
import css from './plan.module.css'

interface PlanViewProps {
  comparison: Comparison
  choice: Choice
  plan: ReturnType<typeof usePlan>
}

/** The statements that turn A into B, and back: what each does, waits for and loses. */
export function PlanView({ comparison, choice, plan }: PlanViewProps) {
  const { t } = useTranslation('compare')
  const [direction, setDirection] = useState<'forward' | 'undo'>('forward')
  if (choice.take?.length === 0) return <Empty title={t('plan.nothingTaken')}>{t('plan.nothingTakenText')}</Empty>
  if (plan.isError) return <ErrorNotice fill error={plan.error} onRetry={() => void plan.refetch()} />
  if (!plan.data) return <SkeletonRows rows={8} height={48} />
  const shown = plan.data[direction]
  const titles = { a: comparison.a.title, b: comparison.b.title }
  return (
    <div className={css.plan} aria-busy={plan.settling}>
      <header className={css.head}>
        <SegmentedControl
          size="xs"
          aria-label={t('plan.direction')}
          value={direction}
          onChange={(next) => setDirection(next === 'undo' ? 'undo' : 'forward')}
          data={[{ value: 'forward', label: t('plan.forward') }, { value: 'undo', label: t('plan.undo') }]}
        />
        <PlanWords plan={shown} settling={plan.settling} text={t(direction === 'forward' ? 'plan.forwardText' : 'plan.undoText', titles)} />
        <span className={css.gap} />
        <PlanTools sql={shown.sql} file={t('plan.file', direction === 'forward' ? titles : { a: titles.b, b: titles.a })} />
      </header>
      {shown.actions.length === 0 ? (
        <Empty title={t('plan.empty')}>{t('plan.emptyText')}</Empty>
      ) : (
        <PlanList key={direction} plan={shown}>
          <Along cameAlong={plan.data.cameAlong} />
          <Hazards hazards={shown.hazards} />
        </PlanList>
      )}
    </div>
  )
}

function PlanWords({ plan: { actions }, settling, text }: { plan: Plan; settling: boolean; text: string }) {
  const { t } = useTranslation('compare')
  const transactions = new Set(actions.filter(({ transactional }) => transactional).map(({ transaction }) => transaction)).size
  return (
    <p className={css.words} role="status">
      <b>
        {t('plan.statements', { count: actions.length })}
        {transactions > 0 && ` ${t('plan.transactions', { count: transactions })}`}
      </b>
      <span title={text}>{settling ? t('plan.settling') : text}</span>
    </p>
  )
}

function PlanTools({ sql, file }: { sql: string; file: string }) {
  const { t } = useTranslation('compare')
  const clipboard = useClipboard({ timeout: 1500 })
  return (
    <>
      <Button size="s" icon={<Copy aria-hidden />} onClick={() => clipboard.copy(sql)}>
        {clipboard.copied ? t('plan.copied') : t('plan.copy')}
      </Button>
      <IconButton label={t('plan.saveFile')} icon={<Download aria-hidden />} onClick={() => saveText(file, sql)} />
    </>
  )
}

const shownHazards = 5

/** The gravest stand there at once: what is lost must not need a click. */
function Hazards({ hazards }: { hazards: Plan['hazards'] }) {
  const { t } = useTranslation('compare')
  const [all, setAll] = useState(false)
  const grave = hazards.filter(({ severity }) => severity !== 'info')
  const order = { error: 0, warning: 1, info: 2 }
  const sorted = (grave.length > 0 ? grave : []).toSorted((a, b) => order[a.severity] - order[b.severity])
  if (sorted.length === 0) return null
  return (
    <section className={css.hazards} aria-label={t('plan.hazards')}>
      <h3>{t('plan.hazards')}</h3>
      <DiagnosticList diagnostics={all ? sorted : sorted.slice(0, shownHazards)} />
      {sorted.length > shownHazards && (
        <Button size="s" variant="quiet" onClick={() => setAll(!all)}>
          {all ? t('plan.showLess') : t('object.more', { count: sorted.length - shownHazards })}
        </Button>
      )}
    </section>
  )
}

function Along({ cameAlong }: { cameAlong: readonly { id: string; neededBy: string }[] }) {
  const { t } = useTranslation('compare')
  if (cameAlong.length === 0) return null
  return (
    <section className={css.along}>
      <p>{t('plan.cameAlong', { count: cameAlong.length })}</p>
      <ul>
        {cameAlong.slice(0, 50).map(({ id, neededBy }) => (
          <li key={id}>{t('plan.neededBy', { id, by: neededBy })}</li>
        ))}
      </ul>
    </section>
  )
}
