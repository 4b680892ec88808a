import { Checkbox, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { TableDifference } from '#shared/contract/restored-tables.ts'
import { useFormat } from '../../../../i18n/format.ts'
import { sumOf, type MergeTicks } from './merge-work.ts'
import css from './tables.module.css'

interface MergeTicksProps {
  tables: readonly TableDifference[]
  ticks: MergeTicks
  onChange: (ticks: MergeTicks) => void
  /** Undefined: it is asked for elsewhere. */
  reason: string | undefined
  onReason: (reason: string) => void
}

/** What is written beside rows that are missing, each with how many rows it is; what does not occur is not asked. */
export function MergeTicksFields({ tables, ticks, onChange, reason, onReason }: MergeTicksProps) {
  const { t } = useTranslation('restores')
  const format = useFormat()
  const able = tables.filter(({ problem }) => problem === null)
  const [missing, changed, extra] = [sumOf(tables, 'missing'), sumOf(tables, 'changed'), sumOf(tables, 'extra')]
  const triggers = [...new Set(able.flatMap((table) => table.triggers))]
  const reached = [...new Set(able.filter((table) => table.extra > 0).flatMap((table) => table.reached))]
  const tick = (name: keyof MergeTicks, label: string, description?: string) => <Checkbox classNames={{ description: css.what }} label={label} description={description} checked={ticks[name]} onChange={(event) => onChange({ ...ticks, [name]: event.currentTarget.checked })} />
  return (
    <div className={css.ticks}>
      {missing > 0 && <Checkbox checked disabled label={t('tables.insert', { count: missing, rows: format.number(missing) })} />}
      {changed > 0 && tick('overwrite', t('tables.overwrite', { count: changed, rows: format.number(changed) }), t('tables.overwriteText'))}
      {extra > 0 && tick('deleteExtra', t('tables.delete', { count: extra, rows: format.number(extra) }), reached.length > 0 ? t('tables.deleteReached', { names: reached.join(', ') }) : t('tables.deleteText'))}
      {triggers.length > 0 && tick('fireTriggers', t('tables.triggers'), t('tables.triggersText', { names: triggers.join(', ') }))}
      {tick('withoutSafetyBackup', t('check.withoutSafety'), t('tables.withoutSafetyText'))}
      {ticks.withoutSafetyBackup && reason !== undefined && <TextInput label={t('check.reason')} value={reason} onChange={(event) => onReason(event.currentTarget.value)} />}
    </div>
  )
}
