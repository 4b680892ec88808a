import { ArrowRightLeft, Clock, Info, Minus, Pencil, Plus, RefreshCw } from 'lucide-react'
import type { ComponentType } from 'react'
import { useTranslation } from 'react-i18next'
import type { EffectLine } from '#shared/contract/preview.ts'
import { useFormat } from '../../../i18n/format.ts'
import { effectWords, pieces } from './effect-words.ts'
import css from './effect-lines.module.css'

const signs: Record<EffectLine['sign'], ComponentType<{ 'aria-hidden'?: boolean }>> = { added: Plus, changed: Pencil, removed: Minus, renamed: ArrowRightLeft, data: RefreshCw, waits: Clock, note: Info }

interface EffectLinesProps {
  lines: readonly EffectLine[]
  /** Given: a line leads to its statement. */
  onGo?: (statement: number) => void
  most?: number
}

/** What it does, a sentence a line, each with its sign. */
export function EffectLines({ lines, onGo, most = 60 }: EffectLinesProps) {
  const { t } = useTranslation('preview')
  return (
    <ul className={css.lines}>
      {lines.slice(0, most).map((line, index) => (
        <Line key={index} line={line} onGo={onGo} />
      ))}
      {lines.length > most && <li className={css.more}>{t('batch.more', { count: lines.length - most })}</li>}
    </ul>
  )
}

function Line({ line, onGo }: { line: EffectLine; onGo: ((statement: number) => void) | undefined }) {
  const { t, i18n } = useTranslation('preview')
  const format = useFormat()
  const Sign = signs[line.sign]
  const words = pieces(effectWords(line, { t, i18n, format })).map(({ text, strong }, index) => (strong ? <b key={index}>{text}</b> : text))
  const { statement } = line
  return (
    <li className={css.line}>
      <span className={css.sign} data-sign={line.sign} data-tone={line.tone}>
        <Sign aria-hidden />
      </span>
      {onGo && statement !== null ? (
        <button type="button" className={css.words} title={t('about.statement', { number: statement })} onClick={() => onGo(statement)}>
          {words}
        </button>
      ) : (
        <p className={css.words}>{words}</p>
      )}
    </li>
  )
}
