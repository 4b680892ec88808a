import { useTranslation } from 'react-i18next'
import type { ReplaceResult, SwapResult } from '#shared/contract/restores.ts'
import { useFormat } from '../../../i18n/format.ts'
import { Button } from '../../../ui/button.tsx'
import { StateDot } from '../../../ui/state-dot.tsx'
import { Comparison } from './comparison.tsx'
import css from './restores.module.css'

/** How a replacement ended: what is true now, where the database of before is, and the way back. */
export function ReplaceOutcome({ result, onPutBack }: { result: ReplaceResult; onPutBack?: ((database: string) => void) | undefined }) {
  const { t } = useTranslation('restores')
  const format = useFormat()
  const { comparison, database, outcome, safetyBackup, ms } = result
  const held = outcome === 'held'
  const text = comparison.outcome === 'verified' ? 'outcome.swappedText' : 'outcome.swappedDiffers'
  return (
    <div className={css.outcome} role="status">
      <p className={css.headline} data-held={held || undefined}>
        <StateDot shape={held ? 'bang' : 'full'} tone={held ? 'warn' : 'ok'} />
        {held ? t('outcome.held') : t('outcome.swapped', { database })}
      </p>
      <p>{held ? t('outcome.heldText', { database }) : t(text, { tables: comparison.tables, rows: format.number(comparison.rows), time: format.duration(ms) })}</p>
      <Aside result={result} onPutBack={onPutBack} />
      {safetyBackup !== null && <p className={css.quiet}>{t('outcome.safety', { backup: safetyBackup })}</p>}
      <Comparison differences={comparison.differences} harmless={comparison.harmless} />
    </div>
  )
}

export function Aside({ result: { aside, ended, notes }, onPutBack }: { result: Pick<SwapResult, 'aside' | 'ended' | 'notes'>; onPutBack?: ((database: string) => void) | undefined }) {
  const { t } = useTranslation('restores')
  const format = useFormat()
  return (
    <>
      {aside && (
        <div className={css.aside}>
          <p>{aside.until === null ? t('outcome.asideForever', { aside: aside.database }) : t('outcome.aside', { aside: aside.database, until: format.exact(aside.until) })}</p>
          {onPutBack && (
            <Button size="s" onClick={() => onPutBack(aside.database)}>
              {t('outcome.putBack')}
            </Button>
          )}
        </div>
      )}
      {ended > 0 && <p className={css.quiet}>{t('outcome.ended', { count: ended })}</p>}
      {notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
    </>
  )
}
