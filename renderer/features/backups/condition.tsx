import { useTranslation } from 'react-i18next'
import { trustOf, type Trust } from '#shared/backups/trust.ts'
import type { Backup } from '#shared/contract/backups.ts'
import { useFormat } from '../../i18n/format.ts'
import { Tag, type Tone } from '../../ui/tag.tsx'

const tones: Record<Trust, Tone> = { verified: 'ok', differs: 'warn', failed: 'bad', damaged: 'bad', file_missing: 'bad', never: 'neutral' }

/** Whether one can rely on it: damaged, restored and compared, or not tried yet. `dated`: with the day on which it was tried. */
export function Condition({ backup, dated = false }: { backup: Pick<Backup, 'condition' | 'rehearsal' | 'lastRestore'>; dated?: boolean }) {
  const { t } = useTranslation('keeping')
  const format = useFormat()
  const { trust, at } = trustOf(backup)
  return (
    <Tag tone={tones[trust]} title={at === null ? '' : format.exact(at)}>
      {[t(`trust.${trust}`), dated && at !== null && format.day(at)].filter(Boolean).join(' ')}
    </Tag>
  )
}

/** The same as a sentence. */
export function ConditionWords({ backup }: { backup: Pick<Backup, 'condition' | 'rehearsal' | 'lastRestore'> }) {
  const { t } = useTranslation('keeping')
  const format = useFormat()
  const { trust, at } = trustOf(backup)
  return <span>{t(`trustText.${trust}`, { when: at === null ? '' : format.dateTime(at) })}</span>
}
