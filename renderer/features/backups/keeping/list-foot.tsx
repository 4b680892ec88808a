import { useTranslation } from 'react-i18next'
import type { DiskUse } from '#shared/contract/backups-keeping.ts'
import { MayButton } from '../../../app/abilities/may.tsx'
import { useEnvironment } from '../../../client/queries.ts'
import { useFormat } from '../../../i18n/format.ts'
import { useDiskUse } from './use-retention.ts'
import css from './keeping.module.css'

/** How much room the backups take, and the way to make some. */
export function ListFoot({ env, onPrune }: { env: string | null; onPrune: () => void }) {
  const { t } = useTranslation('keeping')
  const format = useFormat()
  const disk = useDiskUse()
  const environment = useEnvironment(env ?? '')
  if (!disk) return null
  const sum = (of: (one: DiskUse) => number) => disk.reduce((all, one) => all + of(one), 0)
  const used = disk.filter(({ backups }) => backups > 0)
  const free = used.flatMap(({ free: own }) => (own === null ? [] : [own]))
  return (
    <footer className={css.foot}>
      <span title={used.map(({ folder, bytes }) => `${folder}: ${format.bytes(bytes)}`).join('\n')}>
        {t('disk', { count: sum(({ backups }) => backups), size: format.bytes(sum(({ bytes }) => bytes)) })}
        {free.length > 0 && <span className={css.quiet}> · {t('diskFree', { free: format.bytes(Math.min(...free)) })}</span>}
      </span>
      {environment && (
        <MayButton operation="backups.prune" env={environment.id} size="s" variant="quiet" onClick={onPrune}>
          {t('prune.action')}
        </MayButton>
      )}
    </footer>
  )
}
