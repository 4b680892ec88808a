import { useTranslation } from 'react-i18next'
import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import type { RollbackWay } from '#shared/contract/rollback.ts'
import { useFormat } from '../../i18n/format.ts'

/** Sentences of the engine in the language of the window; one without words here stays as the engine says it. */
export function useReasonWords(): (reason: Diagnostic) => string {
  const { t, i18n } = useTranslation('rollback')
  return ({ code, params, message }) => {
    const key = `reasons.${code}`
    return i18n.exists(key, { ns: 'rollback' }) ? t(key as 'reasons.no-backup', { ...params }) : message
  }
}

export function useVersionWords(): (version: string | null) => string {
  const { t } = useTranslation('rollback')
  return (version) => (version === null ? t('version.none') : t('version.one', { version }))
}

export interface WayWords {
  /** Seconds from and to. */
  range(seconds: NonNullable<RollbackWay['seconds']>): string
  title(way: RollbackWay): string
  about(way: RollbackWay): string
}

export function useWayWords(): WayWords {
  const { t } = useTranslation('rollback')
  const format = useFormat()
  const version = useVersionWords()
  return {
    range: ({ low, high }) => {
      if (high < 1) return t('takes.instant')
      const [from, to] = [format.duration(Math.max(low, 0.1) * 1000), format.duration(high * 1000)]
      return from === to || low < 1 ? t('takes.upTo', { time: to }) : t('takes.between', { from, to })
    },
    title: ({ id, backup }) => (backup ? t(`way.${id}`, { when: format.dateTime(backup.at) }) : t(`way.${id}None`)),
    about: ({ id, backup, losses }) => {
      const rows = losses.reduce((sum, loss) => sum + (loss.rows ?? 0), 0)
      const lost = losses.length === 0 ? t(`lost.${id === 'scripts' ? 'keeps' : 'nothing'}`) : t(id === 'scripts' ? 'lost.dropped' : 'lost.written', { rows: format.number(rows), count: losses.length })
      return backup ? `${t('way.backup', { version: version(backup.version), size: format.bytes(backup.bytes), verified: t(`verified.${backup.verified}`) })} ${lost}` : lost
    },
  }
}
