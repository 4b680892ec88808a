import { useTranslation } from 'react-i18next'
import type { ObjectPage, ObjectRef } from '#shared/contract/schema.ts'
import { select } from '../../../app/navigation.ts'
import { KindIcon } from '../../../ui/kind-icons.tsx'
import { useSchemaWords } from '../words.ts'
import css from '../page.module.css'

/** What it needs and what needs it, by kind. */
export function UsesTab({ page }: { page: ObjectPage }) {
  const { t } = useTranslation('schema')
  return (
    <div className={css.uses} tabIndex={0} role="region" aria-label={t('tab.uses')}>
      <Side title={t('uses.uses')} none={t('uses.usesNone')} refs={page.uses} />
      <Side title={t('uses.usedBy')} none={t('uses.usedByNone')} refs={page.usedBy} />
    </div>
  )
}

function Side({ title, none, refs }: { title: string; none: string; refs: readonly ObjectRef[] }) {
  const words = useSchemaWords()
  const kinds = [...new Set(refs.map(({ kind }) => kind))]
  return (
    <section>
      <h3>{title} <span className={css.quiet}>{refs.length}</span></h3>
      {refs.length === 0 && <p className={css.quiet}>{none}</p>}
      {kinds.map((kind) => (
        <div key={kind}>
          <h4>{words.kind(kind)}</h4>
          <ul>
            {refs.filter((ref) => ref.kind === kind).map((ref) => (
              <li key={ref.id}>
                <KindIcon kind={ref.kind} />
                <button type="button" className={css.link} onClick={() => select(ref.id)}><span>{ref.schema !== null && <span className={css.schema}>{ref.schema}.</span>}{ref.name}</span></button>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  )
}
