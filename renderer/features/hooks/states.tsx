import { useTranslation } from 'react-i18next'
import type { Delivery } from '#shared/contract/hooks.ts'
import type { HookCall } from '#shared/contract/hooks-incoming.ts'
import { useFormat } from '../../i18n/format.ts'
import { StateDot, type DotShape } from '../../ui/state-dot.tsx'
import { Tag, type Tone } from '../../ui/tag.tsx'
import css from './hooks.module.css'

const deliveryShapes: Record<Delivery['state'], [DotShape, Tone]> = { delivered: ['full', 'ok'], waiting: ['half', 'warn'], sending: ['ring', 'info'], dead: ['cross', 'bad'] }

export function DeliveryState({ delivery: { state } }: { delivery: Pick<Delivery, 'state'> }) {
  const { t } = useTranslation('hooks')
  const [shape, tone] = deliveryShapes[state]
  return (
    <span className={css.state}>
      <StateDot shape={shape} tone={tone} /> {t(`delivery.${state}`)}
    </span>
  )
}

/** Of a webhook its last delivery, with the time. */
export function LastDelivery({ last }: { last: Delivery | null }) {
  const { t } = useTranslation('hooks')
  const format = useFormat()
  if (!last) return <span className={css.quiet}>{t('never')}</span>
  const [shape, tone] = deliveryShapes[last.state]
  return (
    <span className={css.state} title={t(`delivery.${last.state}`)}>
      <StateDot shape={shape} tone={tone} label={t(`delivery.${last.state}`)} /> {format.ago(last.createdAt)}
    </span>
  )
}

const outcomeShapes: Record<HookCall['outcome'], [DotShape, Tone]> = { started: ['full', 'ok'], asked: ['half', 'info'], ignored: ['dash', 'neutral'], refused: ['cross', 'bad'], failed: ['bang', 'warn'] }

export function CallOutcome({ call: { outcome } }: { call: Pick<HookCall, 'outcome'> }) {
  const { t } = useTranslation('hooks')
  const [shape, tone] = outcomeShapes[outcome]
  return (
    <span className={css.state}>
      <StateDot shape={shape} tone={tone} /> {t(`outcome.${outcome}`)}
    </span>
  )
}

export function LastCall({ last }: { last: HookCall | null }) {
  const { t } = useTranslation('hooks')
  const format = useFormat()
  if (!last) return <span className={css.quiet}>{t('never')}</span>
  const [shape, tone] = outcomeShapes[last.outcome]
  return (
    <span className={css.state}>
      <StateDot shape={shape} tone={tone} label={t(`outcome.${last.outcome}`)} /> {format.ago(last.at)}
    </span>
  )
}

export function OffTag({ enabled }: { enabled: boolean }) {
  const { t } = useTranslation('hooks')
  return enabled ? null : <Tag tone="warn">{t('off')}</Tag>
}
