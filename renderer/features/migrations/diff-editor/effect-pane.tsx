import { useQuery } from '@tanstack/react-query'
import { ArrowRight, ChevronDown, ChevronUp } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { api } from '../../../client/queries.ts'
import { DiffView } from '../../../editor/diff-view.tsx'
import { IconButton } from '../../../ui/button.tsx'
import { Empty } from '../../../ui/empty.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { KindIcon } from '../../../ui/kind-icons.tsx'
import { SkeletonLines } from '../../../ui/skeleton.tsx'
import { Tag, type Tone } from '../../../ui/tag.tsx'
import { moveFocus } from '../../../ui/row.tsx'
import { kindWords } from './effect-words.ts'
import type { Change, ChangedObject } from './effect-objects.ts'
import type { EffectView } from './use-effect-view.ts'
import type { EditorModel } from './use-editor.ts'
import css from './effect.module.css'

const tones: Record<Change, Tone> = { added: 'ok', changed: 'info', removed: 'bad' }
const signs: Record<Change, string> = { added: '+', changed: '~', removed: '−' }
const changes: readonly Change[] = ['changed', 'added', 'removed']

interface EffectHeadProps {
  effect: EffectView
  /** Only the head stands there; it opens the pane. */
  shut: boolean
  onOpen: () => void
  /** In the line of the tabs: without its own name. */
  inline?: boolean
  bare?: boolean
}

/** How much is added, changed and removed, and the object that is looked at. */
export function EffectHead({ effect, shut, onOpen, inline = false, bare = false }: EffectHeadProps) {
  const { t, i18n } = useTranslation('preview')
  const { counts, chosen, objects } = effect
  const at = chosen ? objects.indexOf(chosen) : -1
  return (
    <header className={inline ? css.inlineHead : css.head}>
      {!inline && (shut ? <button type="button" className={css.opener} aria-expanded={false} onClick={onOpen}>{t('pane.effect')}</button> : <h3>{t('pane.effect')}</h3>)}
      {changes.map((change) => counts[change] > 0 && <Tag key={change} tone={tones[change]}>{t(`effectPane.${change}`, { count: counts[change] })}</Tag>)}
      {!bare && chosen && !inline && <span className={css.object} title={chosen.id}>{objectName(chosen, kindWords(chosen.kind, i18n))}</span>}
      <span className={css.gap} />
      {!shut && !bare && chosen && !inline && (
        <span className={css.sides} aria-hidden>
          {t('effectPane.before')} <ArrowRight size={12} /> {t('effectPane.after')}
        </span>
      )}
      {!shut && !bare && objects.length > 1 && (
        <>
          <IconButton label={t('effectPane.previous')} icon={<ChevronUp aria-hidden />} disabled={at <= 0} onClick={() => effect.step(-1)} />
          <IconButton label={t('effectPane.next')} icon={<ChevronDown aria-hidden />} disabled={at >= objects.length - 1} onClick={() => effect.step(1)} />
        </>
      )}
    </header>
  )
}

function objectName({ schema, name, kind }: ChangedObject, words: string): string {
  return schema === null || kind === 'schema' ? `${words} ${name}` : `${words} ${schema}.${name}`
}

/** Object by object, its definition before and after. */
export function EffectPane({ model, effect }: { model: EditorModel; effect: EffectView }) {
  const { t } = useTranslation('preview')
  const { view, migration, row } = model
  const { objects, folded, chosen } = effect
  if (!view.preview || !migration) return view.running || view.loading ? <Waiting /> : <Empty title={t('effectPane.later')}>{t('effectPane.laterText')}</Empty>
  if (migration.outcome !== 'ran') return <Empty title={t('effectPane.failed')}>{migration.outcome === 'failed' ? t('effectPane.failedText') : t('line.notReached')}</Empty>
  if (!chosen) return <Empty title={t('effectPane.none')}>{t('effectPane.noneText')}</Empty>
  return (
    <div className={css.body}>
      {objects.length > 1 && <ObjectList effect={effect} folded={folded} />}
      <Definition preview={view.preview.id} script={row.script} id={chosen.id} />
    </div>
  )
}

function Waiting() {
  return (
    <div className={css.waiting} aria-busy>
      <SkeletonLines widths={[48, 62, 57, 70, 44, 30]} />
      <SkeletonLines widths={[48, 62, 57, 70, 44, 66]} />
    </div>
  )
}

function ObjectList({ effect, folded }: { effect: EffectView; folded: number }) {
  const { t } = useTranslation('preview')
  return (
    <div className={css.list}>
      <div role="listbox" tabIndex={-1} aria-label={t('effectPane.list')} onKeyDown={moveFocus}>
        {effect.objects.map((object) => (
          <ObjectRow key={object.id} object={object} selected={object === effect.chosen} onChoose={() => effect.choose(object.id)} />
        ))}
      </div>
      {folded > 0 && <p className={css.folded}>{t('effectPane.folded', { count: folded })}</p>}
    </div>
  )
}

const shownParts = 6

function ObjectRow({ object, selected, onChoose }: { object: ChangedObject; selected: boolean; onChoose: () => void }) {
  const { t, i18n } = useTranslation('preview')
  const { kind, name, change, parts } = object
  return (
    <div
      role="option"
      aria-selected={selected}
      aria-label={t('effectPane.row', { kind: kindWords(kind, i18n), name, change: t(`effectPane.${change}`, { count: 1 }) })}
      tabIndex={selected ? 0 : -1}
      data-pane-focus={selected || undefined}
      className={css.row}
      onClick={onChoose}
      onKeyDown={(event) => event.key === 'Enter' && onChoose()}
      onFocus={(event) => event.target.matches(':focus-visible') && onChoose()}
    >
      <span className={`${css.sign} ${css[change]}`} aria-hidden>{signs[change]}</span>
      <span className={css.name}>
        <span className={css.nameLine}><KindIcon kind={kind} /> <span title={name}>{name}</span></span>
        {parts.slice(0, shownParts).map((part) => (
          <span key={part.id} className={css.part}>
            <span className={css[part.change]} aria-hidden>{signs[part.change]}</span> {part.ref.name}
          </span>
        ))}
        {parts.length > shownParts && <span className={css.part}>{t('hover.more', { count: parts.length - shownParts })}</span>}
      </span>
    </div>
  )
}

function Definition({ preview, script, id }: { preview: string; script: string; id: string }) {
  const { t } = useTranslation('preview')
  const object = useQuery({ ...api.preview.object.queryOptions({ input: { preview, script, id } }), staleTime: Infinity })
  if (object.isError) return <ErrorNotice error={object.error} onRetry={() => void object.refetch()} fill />
  if (!object.data) return <Waiting />
  const { before, after } = object.data
  return (
    <div className={css.definition}>
      {(before === null || after === null) && <p className={css.absent} data-side={before === null ? 'before' : 'after'}>{t(before === null ? 'effectPane.absentBefore' : 'effectPane.absentAfter')}</p>}
      <DiffView wrap={false} before={before ?? ''} after={after ?? ''} beforeLabel={t('effectPane.beforeLabel', { id })} afterLabel={t('effectPane.afterLabel', { id })} />
    </div>
  )
}
