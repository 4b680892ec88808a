import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../i18n/format.ts'
import type { Entry } from '../entries.ts'
import { versionWord } from '../looks.ts'

/** The words that the canvas draws. */
export function useWords(chosen: Entry | null) {
  const { t } = useTranslation('timeline')
  const format = useFormat()
  const moment = chosen ? format.dateTime(chosen.at) : ''
  const words = useMemo(() => ({ chosen: moment, now: t('now') }), [moment, t])
  const wordOf = useCallback(({ event, look }: Entry) => (look.named ? t(`kinds.${event.kind}`) : (versionWord(event) ?? '')), [t])
  return { words, wordOf }
}
