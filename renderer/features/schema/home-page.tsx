import { TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Outline } from '#shared/contract/schema.ts'
import { select, useNavigation } from '../../app/navigation.ts'
import { useFormat } from '../../i18n/format.ts'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { SchemaIcon } from '../../ui/icons.tsx'
import { KindIcon } from '../../ui/kind-icons.tsx'
import { Panel, PanelBody, PanelHead, Section } from '../../ui/panel.tsx'
import { groupKinds, type GroupName } from './model/kind-groups.ts'
import { schemaName, type OutlineIndex } from './model/outline-index.ts'
import { changeTree } from './tree-store.ts'
import { itemOf } from './view.ts'
import { useSchemaWords } from './words.ts'
import css from './schema.module.css'

/** What the database holds, before anything is chosen. */
export function HomePage({ outline, index }: { outline: Outline; index: OutlineIndex }) {
  const { t } = useTranslation('schema')
  const format = useFormat()
  const { snapshot, gaps } = outline
  const objects = [...index.groups.values()].reduce((sum, groups) => sum + [...groups.values()].reduce((held, rows) => held + rows.length, 0), 0)
  return (
    <Panel className={css.main} label={snapshot.database}>
      <PanelHead title={snapshot.database} note={t('home.note', { version: snapshot.serverVersion, when: format.dateTime(snapshot.takenAt) })}>
        {gaps.length > 0 && (
          <Button size="s" variant="quiet" icon={<TriangleAlert />} onClick={() => select(itemOf({ type: 'gaps' }))}>
            {t('gaps.count', { count: gaps.length })}
          </Button>
        )}
      </PanelHead>
      <PanelBody tabIndex={0}>
        {objects === 0 ? (
          <Empty icon={<SchemaIcon />} title={t('empty')}>
            {t('emptyText')}
          </Empty>
        ) : (
          index.schemaOrder.map((schema) => <SchemaCounts key={schema} index={index} schema={schema} />)
        )}
      </PanelBody>
    </Panel>
  )
}

function SchemaCounts({ index, schema }: { index: OutlineIndex; schema: number }) {
  const { t } = useTranslation('schema')
  const words = useSchemaWords()
  const format = useFormat()
  const { env } = useNavigation()
  const groups = [...(index.groups.get(schema) ?? [])]
  const name = schemaName(index, schema)
  const id = index.outline.objects.id[index.schemaRow.get(schema) ?? -1]
  const show = (group: GroupName) => {
    if (env) changeTree(env, ({ open }) => ({ open: new Set([...(open ?? []), `s:${schema}`, `g:${schema}:${group}`]), query: '', only: null }))
  }
  return (
    <Section>
      <div className={css.schemaHead}>
        <KindIcon kind={schema < 0 ? 'database' : 'schema'} />
        <h3>{id === undefined ? (schema < 0 ? t('database') : name) : <button type="button" onClick={() => select(id)}>{name}</button>}</h3>
        {schema >= 0 && (index.groups.get(schema)?.get('tables')?.length ?? 0) > 0 && (
          <span>
            <Button size="s" variant="quiet" onClick={() => select(itemOf({ type: 'diagram', of: 'schema', schema: name }))}>
              {t('diagram.title')}
            </Button>
          </span>
        )}
      </div>
      {groups.length === 0 && <p className={css.faint}>{t('emptySchema')}</p>}
      <ul className={css.counts}>
        {groups.map(([group, rows]) => (
          <li key={group}>
            <button type="button" onClick={() => show(group)}>
              <KindIcon kind={groupKinds[group]} /> {words.group(group)} <span className={css.number}>{format.number(rows.length)}</span>
            </button>
          </li>
        ))}
      </ul>
    </Section>
  )
}
