import { useTranslation } from 'react-i18next'
import type { ObjectPage } from '#shared/contract/schema.ts'
import { select } from '../../../app/navigation.ts'
import { Empty } from '../../../ui/empty.tsx'
import { KindIcon } from '../../../ui/kind-icons.tsx'
import { Tag } from '../../../ui/tag.tsx'
import type { PartName } from '../model/kind-groups.ts'
import { useSchemaWords } from '../words.ts'
import css from '../page.module.css'

/** Parts with the words that define them. */
export function PartsTab({ name, parts }: { name: PartName; parts: ObjectPage['parts'] }) {
  const { t } = useTranslation('schema')
  const words = useSchemaWords()
  if (parts.length === 0) return <Empty title={t('parts.none', { what: words.group(name).toLowerCase() })} />
  return (
    <ul className={css.parts} aria-label={words.group(name)}>
      {parts.map(({ ref, definition, comment, state }) => (
        <li key={ref.id}>
          <div className={css.partHead}>
            <KindIcon kind={signOf(ref.kind, definition)} />
            <button type="button" className={css.link} onClick={() => select(ref.id)}>{ref.name}</button>
            {state !== null && <Tag tone={state.includes('invalid') ? 'bad' : 'warn'}>{words.state(state)}</Tag>}
            {comment !== null && <span className={css.quiet}>{comment}</span>}
          </div>
          {definition !== '' && <pre className={css.definition}>{definition}</pre>}
        </li>
      ))}
    </ul>
  )
}

/** Constraints of each sort have a sign of their own. */
function signOf(kind: string, definition: string): string {
  if (kind === 'table') return 'partition'
  if (kind !== 'constraint') return kind
  if (definition.startsWith('PRIMARY KEY')) return 'primary-key'
  if (definition.startsWith('FOREIGN KEY')) return 'foreign-key'
  return definition.startsWith('UNIQUE') ? 'unique' : 'constraint'
}
