import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Comparison, Difference } from '#shared/contract/compare.ts'
import type { ObjectRef } from '#shared/contract/schema.ts'
import { api } from '../../client/queries.ts'
import { DiffView } from '../../editor/diff-view.tsx'
import { SqlView } from '../../editor/sql-view.tsx'
import { Empty } from '../../ui/empty.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { KindIcon } from '../../ui/kind-icons.tsx'
import { SkeletonLines } from '../../ui/skeleton.tsx'
import { Tag, type Tone } from '../../ui/tag.tsx'
import { attributeWords, attributeName } from './attribute-words.ts'
import type { Change } from './compare-store.ts'
import type { TreeRow } from './tree.ts'
import { useKindWords } from './use-kind-words.ts'
import css from './compare.module.css'

interface ObjectViewProps {
  comparison: Comparison
  /** The object whose definition is shown. */
  id: string
  /** The row that was chosen: the object or one of its parts. */
  row: TreeRow
  onChoose: (id: string) => void
}

export const tones: Record<Change, Tone> = { added: 'ok', removed: 'bad', changed: 'warn' }

/** One object on both sides: the attributes that differ, and its definition side by side. */
export function ObjectView({ comparison, id, row, onChoose }: ObjectViewProps) {
  const { t } = useTranslation('compare')
  const kindWords = useKindWords()
  const object = useQuery({ ...api.compare.object.queryOptions({ input: { comparison: comparison.id, id } }), staleTime: Infinity })
  const all = comparison.differences.filter((each) => each.under === id)
  const own = all.find((each) => each.id === id)
  const changed = (row.level === 3 ? all.filter((each) => each.id === row.key) : all).filter(({ attributes }) => attributes.length > 0)
  const change = row.change ?? own?.change ?? 'changed'
  const schema = all[0]?.ref.schema
  return (
    <div className={css.object}>
      <header className={css.objectHead}>
        <KindIcon kind={row.kind} />
        <h2>
          {schema && row.level === 2 && row.kind !== 'schema' && <span className={css.quiet}>{schema}.</span>}
          {row.name}
        </h2>
        <span className={css.quiet}>{kindWords(row.kind)}</span>
        <Tag tone={tones[change]}>{t(`change.${change}`)}</Tag>
      </header>
      {changed.length > 0 && <Attributes differences={changed} object={id} comparison={comparison} />}
      {object.isPending && <SkeletonLines />}
      {object.isError && <ErrorNotice error={object.error} onRetry={() => void object.refetch()} />}
      {object.data && <Definition comparison={comparison} id={id} a={object.data.a} b={object.data.b} />}
      {object.data && <Relatives uses={object.data.uses} usedBy={object.data.usedBy} comparison={comparison} onChoose={onChoose} />}
    </div>
  )
}

function Definition({ comparison, id, a, b }: { comparison: Comparison; id: string; a: string | null; b: string | null }) {
  const { t } = useTranslation('compare')
  if (a === null && b === null) return <Empty title={t('object.noDefinition')} />
  const before = t('object.before', { title: comparison.a.title })
  const after = t('object.after', { title: comparison.b.title })
  return (
    <>
      <div className={css.sides} aria-hidden>
        <span>{before}</span>
        <span>{after}</span>
      </div>
      {a !== null && b !== null ? (
        <DiffView before={a} after={b} beforeLabel={`${before}: ${id}`} afterLabel={`${after}: ${id}`} />
      ) : (
        <div className={css.single}>
          {[[a, before, t('object.absentA')], [b, after, t('object.absentB')]].map(([text, title, absent]) =>
            typeof text === 'string' ? (
              <div key={title}>
                <SqlView text={text} label={`${title}: ${id}`} />
              </div>
            ) : (
              <p key={title} className={css.absent}>
                {absent}
              </p>
            ),
          )}
        </div>
      )}
    </>
  )
}

const shownAttributes = 40

function Attributes({ differences, object, comparison }: { differences: readonly Difference[]; object: string; comparison: Comparison }) {
  const { t } = useTranslation('compare')
  const lines = differences.flatMap(({ id, ref, attributes }) => attributes.map((attribute) => ({ key: `${id} ${attribute.name}`, of: id === object ? null : ref, ...attribute })))
  return (
    <div className={css.attributes} tabIndex={0} role="region" aria-label={t('object.attributes')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('object.attribute')}</th>
            <th scope="col">{t('object.before', { title: comparison.a.title })}</th>
            <th scope="col">{t('object.after', { title: comparison.b.title })}</th>
          </tr>
        </thead>
        <tbody>
          {lines.slice(0, shownAttributes).map(({ key, of, name, before, after }) => (
            <tr key={key}>
              <th scope="row">
                {of && <b>{of.name} </b>}
                {attributeName(name)}
              </th>
              <Value value={before} side="removed" />
              <Value value={after} side="added" />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Value({ value, side }: { value: unknown; side: 'added' | 'removed' }) {
  const { t } = useTranslation('compare')
  const words = attributeWords(value)
  if (words === null) return <td className={css.quiet}>{t('object.unset')}</td>
  if (words.includes('\n') || words.length > 160) return <td className={css.quiet}>{t('object.below')}</td>
  return (
    <td>
      <code className={css[side]}>{words}</code>
    </td>
  )
}

const shownRelatives = 8

/** What the object uses and what uses it; those that differ too can be gone to. */
function Relatives({ uses, usedBy, comparison, onChoose }: { uses: readonly ObjectRef[]; usedBy: readonly ObjectRef[]; comparison: Comparison; onChoose: (id: string) => void }) {
  const { t } = useTranslation('compare')
  if (uses.length + usedBy.length === 0) return null
  const differing = new Set(comparison.differences.map(({ under }) => under))
  const list = (title: string, refs: readonly ObjectRef[]) =>
    refs.length > 0 && (
      <p>
        <span className={css.quiet}>{title}</span>
        {refs.slice(0, shownRelatives).map((ref) => {
          const name = ref.schema === null ? ref.name : `${ref.schema}.${ref.name}`
          return differing.has(ref.id) ? (
            <button key={ref.id} type="button" className={css.link} onClick={() => onChoose(ref.id)}>
              <KindIcon kind={ref.kind} /> {name}
            </button>
          ) : (
            <span key={ref.id} className={css.relative}>
              <KindIcon kind={ref.kind} /> {name}
            </span>
          )
        })}
        {refs.length > shownRelatives && <span className={css.quiet}>{t('object.more', { count: refs.length - shownRelatives })}</span>}
      </p>
    )
  return (
    <footer className={css.relatives}>
      {list(t('object.uses'), uses)}
      {list(t('object.usedBy'), usedBy)}
    </footer>
  )
}
