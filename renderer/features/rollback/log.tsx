import { useTranslation } from 'react-i18next'
import type { LogLine } from '../../client/jobs.ts'
import { useFormat } from '../../i18n/format.ts'
import css from './rollback.module.css'

const shown = 500

export function Log({ lines, open = false }: { lines: readonly LogLine[]; open?: boolean }) {
  const { t } = useTranslation('rollback')
  const format = useFormat()
  if (lines.length === 0) return null
  return (
    <details className={css.logBox} open={open}>
      <summary>
        {t('run.log')} <span>{lines.length}</span>
      </summary>
      <div className={css.log} role="log" aria-label={t('run.log')} tabIndex={0}>
        {lines.slice(-shown).map(({ seq, at, level, text }) => (
          <div key={seq} data-level={level}>
            <time>{format.time(at)}</time> {text}
          </div>
        ))}
      </div>
    </details>
  )
}
