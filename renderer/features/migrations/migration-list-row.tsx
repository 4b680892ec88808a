import { Undo2 } from 'lucide-react'
import type { CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import type { MigrationRow } from '#shared/contract/migrations.ts'
import type { PreviewedMigration, Proof } from '#shared/contract/preview.ts'
import { useFormat } from '../../i18n/format.ts'
import { Tag, type Tone } from '../../ui/tag.tsx'
import { BadgeTags } from './diff-editor/badge-tags.tsx'
import { groupOf, shortName } from './groups.ts'
import { saysMore, StateSign, StateTag } from './state.tsx'
import css from './list.module.css'

interface MigrationListRowProps {
  id: string
  row: MigrationRow
  proof: Proof | undefined
  selected: boolean
  /** What its preview found. */
  previewed: PreviewedMigration | undefined
  /** It has text that is not saved. */
  edited: boolean
  style: CSSProperties
  onChoose: () => void
}

const largeFile = 1_000_000

export function MigrationListRow({ id, row, proof, selected, previewed, edited, style, onChoose }: MigrationListRowProps) {
  return (
    <div id={id} role="option" aria-selected={selected} tabIndex={-1} className={css.row} style={style} onClick={onChoose} onKeyDown={undefined}>
      <StateSign state={row.state} />
      <span className={css.name} title={row.script}>
        <b>{shortName(row)}</b> {row.description}
      </span>
      {edited && <EditedMark />}
      <RowEnd row={row} proof={proof} previewed={previewed} />
    </div>
  )
}

function EditedMark() {
  const { t } = useTranslation('preview')
  return <span className={css.edited} role="img" aria-label={t('badge.edited')} title={t('head.editedHelp')} />
}

/** What stands at the right end: the state where the group does not say it, then what a reader should know before a click. */
function RowEnd({ row, proof, previewed }: Pick<MigrationListRowProps, 'row' | 'proof' | 'previewed'>) {
  const { t } = useTranslation('migrations')
  const format = useFormat()
  if (saysMore(row.state)) return <StateTag state={row.state} />
  if (groupOf(row) === 'pending') {
    return (
      <>
        {row.bytes !== null && row.bytes > largeFile && <Tag tone="warn">{format.bytes(row.bytes)}</Tag>}
        {previewed ? <BadgeTags migration={previewed} most={1} /> : <UndoBadge row={row} proof={proof} />}
      </>
    )
  }
  return row.applied ? <span className={css.when}>{format.day(row.applied.at)}</span> : <span className={css.when}>{t(`state.${row.state}`)}</span>
}

/** What is known of the way back: proved, or how far it holds; else whether there is a file at all. */
function UndoBadge({ row, proof }: { row: MigrationRow; proof: Proof | undefined }) {
  const { t } = useTranslation('migrations')
  if (row.kind !== 'versioned') return null
  if (proof && !proof.stale) {
    return (
      <Tag tone={proofTones[proof.status]} title={[t(`proofHelp.${proof.status}`), ...proof.loses, ...proof.differences.map(({ text }) => text)].slice(0, 6).join('\n')}>
        {t(`proof.${proof.status}`)}
      </Tag>
    )
  }
  if (row.undoScript === null) return <Tag>{t('badge.undoMissing')}</Tag>
  return (
    <Tag tone="vio" title={proof?.stale ? t('proofHelp.stale') : undefined}>
      <Undo2 size={11} aria-hidden className={css.tagSign} /> {t('badge.undoPresent')}
    </Tag>
  )
}

const proofTones: Record<Proof['status'], Tone> = { proved: 'ok', schema_only: 'warn', differs: 'bad', impossible: 'bad', failed: 'bad' }
