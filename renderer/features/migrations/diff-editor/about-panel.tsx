import { useTranslation } from 'react-i18next'
import type { EffectLine, Preview } from '#shared/contract/preview.ts'
import { findingsIn } from '#shared/preview/danger.ts'
import { verdictOf } from '#shared/preview/verdict.ts'
import { useFormat } from '../../../i18n/format.ts'
import { Panel, PanelBody, PanelHead, Section } from '../../../ui/panel.tsx'
import { SkeletonLines } from '../../../ui/skeleton.tsx'
import { Tag, type Tone } from '../../../ui/tag.tsx'
import { BlockersSection } from './blockers.tsx'
import { DataSection } from './data-section.tsx'
import { EffectLines } from './effect-lines.tsx'
import { FindingsSection } from './findings-section.tsx'
import { OriginSection } from './origin.tsx'
import { useProofWords } from './undo-pane.tsx'
import type { Actions } from './use-actions.ts'
import type { EditorModel } from './use-editor.ts'
import css from './editor.module.css'

export const verdictTones: Record<Preview['verdict'], Tone> = { safe: 'ok', careful: 'warn', dangerous: 'bad', failed: 'bad' }

/** What a reader would have to work out: who waits, what is lost, what is proved. */
export function AboutPanel({ model, actions }: { model: EditorModel; actions: Actions }) {
  const { t } = useTranslation('preview')
  const { view, migration, environment, row, fresh } = model
  const { preview } = view
  const verdict = preview && migration ? verdictOf([migration], findingsIn(preview.findings, row.script)) : undefined
  return (
    <Panel tone="raise" className={css.side} label={t('about.title')}>
      <PanelHead title={t('about.title')} note={migration && !fresh ? t('about.old') : undefined}>
        {verdict && <VerdictTag verdict={verdict} />}
      </PanelHead>
      <PanelBody className={css.sideBody} tabIndex={0} role="group" aria-label={t('about.title')}>
        {!preview || !migration ? (
          <Section>{view.running || view.loading ? <SkeletonLines widths={[86, 62, 74, 40]} /> : <p className={css.quiet}>{t('about.notYet')}</p>}</Section>
        ) : (
          <>
            <Section>
              <Effect model={model} lines={migration.effect} onGo={(statement) => goToStatement(model, actions, statement)} />
            </Section>
            <BlockersSection environment={environment} preview={preview} scripts={[row.script]} />
            <FindingsSection model={model} actions={actions} />
            <DataSection model={model} actions={actions} />
            <ProofSection model={model} />
            <OriginSection preview={preview} />
          </>
        )}
      </PanelBody>
    </Panel>
  )
}

export function VerdictTag({ verdict }: { verdict: Preview['verdict'] }) {
  const { t } = useTranslation('preview')
  return (
    <Tag tone={verdictTones[verdict]} title={t(`verdictHelp.${verdict}`)}>
      {t(`verdict.${verdict}`)}
    </Tag>
  )
}

function goToStatement({ statements }: EditorModel, actions: Actions, number: number): void {
  const found = statements.find((each) => each.number === number)
  if (found) actions.goTo(found.start)
}

function Effect({ model: { migration, view }, lines, onGo }: { model: EditorModel; lines: readonly EffectLine[]; onGo: (statement: number) => void }) {
  const { t } = useTranslation('preview')
  if (migration?.outcome === 'not_run') return <p className={css.quiet}>{t('about.notReached', { script: view.preview?.migrations.find(({ outcome }) => outcome === 'failed')?.script ?? '' })}</p>
  if (lines.length === 0) return <p className={css.quiet}>{migration?.outcome === 'failed' ? t('verdictHelp.failed') : t('about.nothing')}</p>
  return <EffectLines lines={lines} onGo={onGo} />
}

function ProofSection({ model: { migration, row } }: { model: EditorModel }) {
  const { t } = useTranslation('preview')
  const format = useFormat()
  const say = useProofWords()
  const proof = migration?.proof
  if (!proof || row.kind !== 'versioned') return null
  return (
    <Section title={t('pane.undo')} note={t(`undoPane.proof.${proof.status}`)}>
      <p>{say(proof)}</p>
      <p className={css.small}>{t('undoPane.compared', { tables: format.number(proof.compared.tables), rows: format.number(proof.compared.rows), empty: format.number(proof.compared.emptyTables), version: proof.serverVersion })}</p>
    </Section>
  )
}
