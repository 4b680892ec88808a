import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { LogLine } from '../../client/jobs.ts'
import { useFormat } from '../../i18n/format.ts'
import css from './apply.module.css'

const shown = 500

/** The log as it grows; it follows the end unless a reader has scrolled away from it. */
export function RunLog({ lines, open = true }: { lines: readonly LogLine[]; open?: boolean }) {
  const { t } = useTranslation('apply')
  const format = useFormat()
  const box = useRef<HTMLDivElement>(null)
  const last = lines.at(-1)?.seq
  useEffect(() => {
    const element = box.current
    if (element) element.tabIndex = 0
    if (last !== undefined && element && element.scrollHeight - element.scrollTop - element.clientHeight < 120) element.scrollTop = element.scrollHeight
  }, [last])
  if (lines.length === 0) return null
  return (
    <details className={css.logBox} open={open}>
      <summary>
        {t('run.log')} <span>{lines.length}</span>
      </summary>
      <div ref={box} className={css.log} role="log" aria-label={t('run.logLabel')}>
        {lines.slice(-shown).map(({ seq, at, level, text }) => (
          <div key={seq} data-level={level}>
            <time>{format.time(at)}</time> {text}
          </div>
        ))}
      </div>
    </details>
  )
}
