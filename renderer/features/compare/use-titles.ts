import { useTranslation } from 'react-i18next'
import type { Comparison } from '#shared/contract/compare.ts'
import { useCompare } from './compare-store.ts'
import { readSource } from './sources.ts'
import { useOffer } from './use-comparison.ts'
import { useSourceWords } from './use-source-words.ts'

/** The comparison with its sides named as the lists name them, in the language of the reader. */
export function useTitled(comparison: Comparison, jobId: string): Comparison {
  const { t } = useTranslation('compare')
  const words = useSourceWords(useOffer())
  const isDrift = useCompare(({ recent }) => recent.some((each) => each.jobId === jobId && each.drift !== undefined))
  const titled = (side: Comparison['a'], asked: boolean): Comparison['a'] => {
    if (asked) return { ...side, title: t('applied') }
    const kind = readSource(side.source)?.kind
    return kind === 'dir' || kind === 'snapshot' || kind === 'backup' ? { ...side, title: words.title(side.source) } : side
  }
  return { ...comparison, a: titled(comparison.a, isDrift), b: titled(comparison.b, false) }
}
