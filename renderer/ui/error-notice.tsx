import { CircleX } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { AppErrorData } from '#shared/contract/app-error.ts'
import { asAppError } from '#shared/contract/client.ts'
import { errorWords } from '../i18n/errors.ts'
import { Button } from './button.tsx'
import css from './error-notice.module.css'

interface ErrorNoticeProps {
  /** Anything thrown by a call, or the error of a job. */
  error: unknown
  onRetry?: (() => void) | undefined
  /** In the middle of an empty panel instead of above something. */
  fill?: boolean
}

/** Says what happened, where, what state things are in, and what to do next. */
export function ErrorNotice({ error, onRetry, fill = false }: ErrorNoticeProps) {
  const { t, i18n } = useTranslation('common')
  const data = isErrorData(error) ? error : asAppError(error).data
  const words = errorWords(data, i18n.language)
  return (
    <div className={fill ? `${css.notice} ${css.fill}` : css.notice} role="alert">
      <CircleX className={css.sign} aria-hidden />
      <div className={css.body}>
        <p className={css.message}>{words.message}</p>
        <Place error={data} />
        <PgDetails error={data} />
        {data.state && (
          <p>
            <b>{t('error.state')}</b> {data.state}
          </p>
        )}
        {words.help && (
          <p>
            <b>{t('error.next')}</b> {words.help}
          </p>
        )}
        <div className={css.foot}>
          {onRetry && (
            <Button size="s" onClick={onRetry}>
              {t('retry')}
            </Button>
          )}
          <span className={css.ref}>
            {data.code} · {t('error.ref', { ref: data.ref })}
          </span>
        </div>
      </div>
    </div>
  )
}

function Place({ error: { where } }: { error: AppErrorData }) {
  const { t } = useTranslation('common')
  if (!where) return null
  const place = [where.file, where.line && t('error.line', { line: where.line, column: where.column ?? 1 }), where.statement && t('error.statement', { number: where.statement })]
  return (
    <>
      {place.some(Boolean) && <p className={css.place}>{place.filter(Boolean).join(' · ')}</p>}
      {where.caret && <pre className={css.caret}>{where.caret}</pre>}
    </>
  )
}

function PgDetails({ error: { pg, message } }: { error: AppErrorData }) {
  const { t } = useTranslation('common')
  if (!pg) return null
  const lines = [
    ['error.server', message.includes(pg.message) ? undefined : pg.message],
    ['error.detail', pg.detail],
    ['error.hint', pg.hint],
    ['error.context', pg.context],
  ] as const
  return (
    <dl className={css.facts}>
      {lines.map(([label, text]) =>
        text ? (
          <div key={label}>
            <dt>{t(label)}</dt>
            <dd>{text}</dd>
          </div>
        ) : null,
      )}
      <div>
        <dt>SQLSTATE</dt>
        <dd className={css.mono}>{pg.sqlstate}</dd>
      </div>
    </dl>
  )
}

export function isErrorData(value: unknown): value is AppErrorData {
  return typeof value === 'object' && value !== null && !(value instanceof Error) && 'code' in value && 'ref' in value
}
