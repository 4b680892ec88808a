import { Popover } from '@mantine/core'
import { CalendarRange, Check } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../i18n/format.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import type { Span } from './chart/scale.ts'
import { boundsOf, ranges, type View } from './view.ts'
import css from './timeline.module.css'

interface RangePickerProps {
  range: View['range']
  now: number
  onChange: (range: View['range']) => void
}

/** Which time is looked at: the last days, all, or from and to. A range can be drawn on the axis too. */
export function RangePicker({ range, now, onChange }: RangePickerProps) {
  const { t } = useTranslation('timeline')
  const format = useFormat()
  const [open, setOpen] = useState(false)
  const choose = (next: View['range']) => {
    onChange(next)
    setOpen(false)
  }
  const label = typeof range === 'string' ? t(`ranges.${range}`) : t('range', { from: format.day(range.from), to: format.day(range.to) })
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" trapFocus withinPortal returnFocus>
      <Popover.Target>
        <Button size="s" icon={<CalendarRange aria-hidden />} aria-label={t('rangeIs', { range: label })} aria-expanded={open} className={css.range} onClick={() => setOpen(!open)}>
          {label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={css.ranges} aria-label={t('rangeLabel')}>
        <ul>
          {ranges.map((each) => (
            <li key={each}>
              <button type="button" aria-pressed={range === each} onClick={() => choose(each)}>
                {t(`ranges.${each}`)} {range === each && <Check size={14} aria-hidden />}
              </button>
            </li>
          ))}
        </ul>
        <FromTo span={boundsOf(range, now) ?? boundsOf('30d', now) ?? { from: now, to: now }} onChoose={choose} />
        <p className={css.hint}>{t('rangeHint')}</p>
      </Popover.Dropdown>
    </Popover>
  )
}

function FromTo({ span, onChoose }: { span: Span; onChoose: (span: Span) => void }) {
  const { t } = useTranslation('timeline')
  const [from, setFrom] = useState(local(span.from))
  const [to, setTo] = useState(local(span.to))
  const chosen = { from: Date.parse(from), to: Date.parse(to) }
  const isRange = chosen.from < chosen.to
  return (
    <form
      className={css.fromTo}
      onSubmit={(event) => {
        event.preventDefault()
        if (isRange) onChoose(chosen)
      }}
    >
      <Field label={t('from')}>{(control) => <input {...control} type="datetime-local" value={from} onChange={(event) => setFrom(event.currentTarget.value)} />}</Field>
      <Field label={t('to')} error={from !== '' && to !== '' && !isRange ? t('rangeEmpty') : undefined}>
        {(control) => <input {...control} type="datetime-local" value={to} onChange={(event) => setTo(event.currentTarget.value)} />}
      </Field>
      <Button size="s" type="submit" disabled={!isRange}>
        {t('rangeApply')}
      </Button>
    </form>
  )
}

/** As an input of the browser wants a moment: local, without a zone. */
function local(at: number): string {
  const date = new Date(at)
  return new Date(at - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}
