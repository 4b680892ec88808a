import { MultiSelect, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { DumpChoice } from '#shared/contract/backups-making.ts'
import { api } from '../../client/queries.ts'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import css from './create-options.module.css'

const contents = ['all', 'schema', 'data'] as const
const limits = ['whole', 'schemas', 'tables'] as const
type Limit = (typeof limits)[number]

/** More than these are found by typing. */
const mostShown = 100

/** What is taken: rows or definitions, of everything or of what is chosen. */
export function CreateScope({ env, choice, onChange }: { env: string; choice: DumpChoice; onChange: (change: DumpChoice) => void }) {
  const { t } = useTranslation('backups')
  const limit: Limit = choice.onlyTables ? 'tables' : choice.onlySchemas ? 'schemas' : 'whole'
  const chooseLimit = (value: string | null) => onChange({ onlySchemas: value === 'schemas' ? [] : undefined, onlyTables: value === 'tables' ? [] : undefined })
  return (
    <>
      <Select
        size="xs"
        label={t('options.content')}
        allowDeselect={false}
        value={choice.content ?? 'all'}
        data={contents.map((value) => ({ value, label: t(`options.contents.${value}`) }))}
        onChange={(value) => onChange({ content: contents.find((each) => each === value) })}
      />
      <Select size="xs" label={t('options.limit')} allowDeselect={false} value={limit} data={limits.map((value) => ({ value, label: t(`options.limits.${value}`) }))} onChange={chooseLimit} />
      {limit !== 'whole' && <Names env={env} limit={limit} chosen={(limit === 'tables' ? choice.onlyTables : choice.onlySchemas) ?? []} onChange={(names) => onChange(limit === 'tables' ? { onlyTables: names } : { onlySchemas: names })} />}
    </>
  )
}

interface NamesProps {
  env: string
  limit: Exclude<Limit, 'whole'>
  chosen: string[]
  onChange: (names: string[]) => void
}

function Names({ env, limit, chosen, onChange }: NamesProps) {
  const { t } = useTranslation('backups')
  const there = useQuery(api.backups.contents.queryOptions({ input: { env } }))
  const names = limit === 'tables' ? (there.data?.tables ?? []).map(({ schema, name }) => `${schema}.${name}`) : (there.data?.schemas ?? [])
  if (there.isError) return <ErrorNotice error={there.error} onRetry={() => void there.refetch()} />
  return (
    <MultiSelect
      size="xs"
      className={css.wide}
      label={t(`options.${limit}`)}
      placeholder={chosen.length === 0 ? t('options.choose') : ''}
      error={there.data && chosen.length === 0 ? t('options.chooseOne') : undefined}
      searchable
      limit={mostShown}
      disabled={there.isPending}
      data={[...new Set(names)]}
      value={chosen}
      onChange={onChange}
    />
  )
}

/** A limit was asked for and nothing was named yet. */
export function isUnfinished({ onlySchemas, onlyTables }: DumpChoice): boolean {
  return onlySchemas?.length === 0 || onlyTables?.length === 0
}
