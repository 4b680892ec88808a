import { Undo2 } from 'lucide-react'
import type { CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import type { MigrationRow } from '#shared/contract/migrations.ts'
import type { PreviewedMigration } from '#shared/contract/preview.ts'
import { useFormat } from '../../i18n/format.ts'
import { Tag } from '../../ui/tag.tsx'
import { BadgeTags } from './diff-editor/badge-tags.tsx'
import { groupOf, shortName } from './groups.ts'
import { saysMore, StateSign, StateTag } from './state.tsx'
import css from './list.module.css'

interface MigrationListRowProps {
  id: string
  row: MigrationRow
  selected: boolean
  /** What its preview found. */
  previewed: PreviewedMigration | undefined
  /** It has text that is not saved. */
  edited: boolean
  style: CSSProperties
  onChoose: () => void
}

const largeFile = 1_000_000

export function MigrationListRow({ id, row, selected, previewed, edited, style, onChoose }: MigrationListRowProps) {
  return (
    <div id={id} role="option" aria-selected={selected} tabIndex={-1} className={css.row} style={style} onClick={onChoose} onKeyDown={undefined}>
      <StateSign state={row.state} />
      <span className={css.name} title={row.script}>
        <b>{shortName(row)}</b> {row.description}
      </span>
      {edited && <EditedMark />}
      <RowEnd row={row} previewed={previewed} />
    </div>
  )
}

function EditedMark() {
  const { t } = useTranslation('preview')
  return <span className={css.edited} role="img" aria-label={t('badge.edited')} title={t('head.editedHelp')} />
}

/** What stands at the right end: the state where the group does not say it, then what a reader should know before a click. */
function RowEnd({ row, previewed }: { row: MigrationRow; previewed: PreviewedMigration | undefined }) {
  const { t } = useTranslation('migrations')
  const format = useFormat()
  if (saysMore(row.state)) return <StateTag state={row.state} />
  if (groupOf(row) === 'pending') {
    return (
      <>
        {row.bytes !== null && row.bytes > largeFile && <Tag tone="warn">{format.bytes(row.bytes)}</Tag>}
        {previewed ? <BadgeTags migration={previewed} most={1} /> : <UndoBadge row={row} />}
      </>
    )
  }
  return row.applied ? <span className={css.when}>{format.day(row.applied.at)}</span> : <span className={css.when}>{t(`state.${row.state}`)}</span>
}

function UndoBadge({ row }: { row: MigrationRow }) {
  const { t } = useTranslation('migrations')
  if (row.kind !== 'versioned') return null
  if (row.undoScript === null) return <Tag>{t('badge.undoMissing')}</Tag>
  return (
    <Tag tone="vio">
      <Undo2 size={11} aria-hidden className={css.tagSign} /> {t('badge.undoPresent')}
    </Tag>
  )
}
