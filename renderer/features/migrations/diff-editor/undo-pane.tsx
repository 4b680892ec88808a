import { useTranslation } from 'react-i18next'
import type { Proof } from '#shared/contract/preview.ts'
import { flywayChecksum } from '#shared/migrations/checksum.ts'
import { MayButton } from '../../../app/abilities/may.tsx'
import { SqlEditor } from '../../../editor/sql-editor.tsx'
import { useFormat } from '../../../i18n/format.ts'
import { Button } from '../../../ui/button.tsx'
import { Empty } from '../../../ui/empty.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { Tag, type Tone } from '../../../ui/tag.tsx'
import { TextSkeleton } from '../sql-tab.tsx'
import type { Actions } from './use-actions.ts'
import type { EditorModel } from './use-editor.ts'
import css from './undo.module.css'

const tones: Record<Proof['status'], Tone> = { proved: 'ok', schema_only: 'warn', differs: 'bad', impossible: 'bad', failed: 'bad' }

/** Whether the proof is of the texts as they are now. */
function isStale({ migration, fresh, undo }: EditorModel): boolean {
  const proof = migration?.proof
  if (!proof) return false
  return proof.stale || !fresh || (undo.text !== undefined && proof.undoChecksum !== null && flywayChecksum(undo.text) !== proof.undoChecksum)
}

export function ProofTag({ proof, stale }: { proof: Proof | null | undefined; stale: boolean }) {
  const { t } = useTranslation('preview')
  if (!proof) return <Tag title={t('undoPane.unprovedText')}>{t('undoPane.unproved')}</Tag>
  return stale ? <Tag tone="neutral">{t('undoPane.proof.stale')}</Tag> : <Tag tone={tones[proof.status]}>{t(`undoPane.proof.${proof.status}`)}</Tag>
}

/** The proof in one sentence. */
export function useProofWords(): (proof: Proof) => string {
  const { t } = useTranslation('preview')
  const format = useFormat()
  return ({ status, compared, loses, differences, problem, error }) => {
    if (status === 'proved') return t('undoPane.say.proved', { tables: format.number(compared.tables) })
    if (status === 'differs') return t('undoPane.say.differs', { count: differences.length })
    if (status !== 'schema_only') return problem ?? error?.message ?? ''
    const [what = ''] = loses
    return loses.length > 1 ? t('undoPane.say.schema_onlyMore', { what, count: loses.length - 1 }) : t('undoPane.say.schema_only', { what })
  }
}

interface UndoHeadProps {
  model: EditorModel
  open: boolean
  onToggle: () => void
  /** In the line of the tabs: without its own name and button. */
  bare?: boolean
}

/** One line on the undo: whether it is proved, and what it is. */
export function UndoHead({ model, open, onToggle, bare = false }: UndoHeadProps) {
  const { t } = useTranslation('preview')
  const say = useProofWords()
  const { undo, migration, row } = model
  const proof = migration?.proof
  const stale = isStale(model)
  const source = undo.edited ? 'edited' : row.undoScript !== null ? 'file' : undo.text ? 'generated' : 'none'
  const words = [t(`undoPane.${source}`), proof && !stale ? say(proof) : undefined].filter(Boolean).join(' · ')
  return (
    <header className={bare ? css.bareHead : css.head}>
      {!bare && <h3>{t('pane.undo')}</h3>}
      {row.kind === 'versioned' && <ProofTag proof={proof} stale={stale} />}
      <span className={css.words} title={words}>
        {row.kind === 'versioned' ? words : t('undoPane.repeatable')}
      </span>
      {!bare && (
        <Button size="s" aria-expanded={open} onClick={onToggle}>
          {t(open ? 'undoPane.close' : 'undoPane.open')}
        </Button>
      )}
    </header>
  )
}

const noServices = {}

/** The undo's text, and beside it what its proof found. */
export function UndoPane({ model, actions }: { model: EditorModel; actions: Actions }) {
  const { t } = useTranslation('preview')
  const { undo, row, migration } = model
  if (row.kind !== 'versioned') return <Empty title={t('undoPane.noUndo')}>{t('undoPane.repeatable')}</Empty>
  if (undo.file.error && undo.text === undefined) return <ErrorNotice error={undo.file.error} onRetry={() => void undo.file.refetch()} fill />
  if (row.undoScript !== null && undo.text === undefined) return <TextSkeleton />
  if (undo.text === undefined) {
    return (
      <Empty title={t('undoPane.noUndo')} action={<Button onClick={() => undo.write(`-- ${undo.script}\n`)}>{t('undoPane.write')}</Button>}>
        {migration?.undo.problem ?? migration?.proof?.problem ?? t('undoPane.unprovedText')}
      </Empty>
    )
  }
  return (
    <div className={css.body}>
      <SqlEditor document={undo.document} text={undo.text} label={t('pane.undoLabel', { script: row.script })} readOnly={false} lines={[]} marks={[]} problem={undefined} services={noServices} onChange={undo.note} />
      <aside className={css.details} aria-label={t('undoPane.details')} tabIndex={0}>
        {row.undoScript === null && !undo.edited && (
          <MayButton operation="migrations.save" env={model.environment.id} size="s" busy={actions.saving} onClick={actions.saveUndo}>
            {t('undoPane.keepGenerated', { file: undo.script })}
          </MayButton>
        )}
        {migration?.proof ? <ProofDetails proof={migration.proof} /> : <p className={css.quiet}>{t('undoPane.unprovedText')}</p>}
      </aside>
    </div>
  )
}

const most = 40

function ProofDetails({ proof }: { proof: Proof }) {
  const { t } = useTranslation('preview')
  const format = useFormat()
  const { loses, differences, weak, problem, error, compared, serverVersion, status } = proof
  return (
    <>
      {(status === 'failed' || status === 'impossible') && <p className={css.problem}>{problem ?? error?.message}</p>}
      {error?.where?.line !== undefined && <p className={css.quiet}>{[error.where.file, error.where.line].filter(Boolean).join(':')}{error.pg && ` · ${error.pg.sqlstate}`}</p>}
      <Lines title={t('undoPane.loses')} tone="warn" lines={loses} />
      <Lines title={t('undoPane.differences')} tone="bad" lines={differences.map(({ text }) => text)} />
      <Lines title={t('undoPane.weak')} tone="plain" lines={weak.map(({ message }) => message)} />
      <p className={css.quiet}>{t('undoPane.compared', { tables: format.number(compared.tables), rows: format.number(compared.rows), empty: format.number(compared.emptyTables), version: serverVersion })}</p>
    </>
  )
}

function Lines({ title, tone, lines }: { title: string; tone: 'plain' | 'warn' | 'bad'; lines: readonly string[] }) {
  const { t } = useTranslation('preview')
  if (lines.length === 0) return null
  return (
    <div className={css.lines} data-tone={tone}>
      <h4>{title}</h4>
      <ul>
        {lines.slice(0, most).map((line, index) => (
          <li key={index}>{line}</li>
        ))}
        {lines.length > most && <li>{t('hover.more', { count: lines.length - most })}</li>}
      </ul>
    </div>
  )
}
