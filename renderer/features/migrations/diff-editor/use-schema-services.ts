import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Environment } from '#shared/contract/environments.ts'
import type { ObjectPage } from '#shared/contract/schema.ts'
import { api, queryClient } from '../../../client/queries.ts'
import type { TextServices } from '../../../editor/services.ts'
import { useFormat } from '../../../i18n/format.ts'
import { complete, objectAt } from './complete.ts'
import { kindWords } from './effect-words.ts'
import { schemaNames, type NamedObject } from './schema-names.ts'

const shown = 14

/** Completion and hover from the schema of the environment, as it was last read. */
export function useSchemaServices({ id: env, schema }: Pick<Environment, 'id' | 'schema'>): TextServices {
  const { t, i18n } = useTranslation('preview')
  const format = useFormat()
  const { data } = useQuery({ ...api.schema.outline.queryOptions({ input: { env } }), staleTime: 60_000, retry: false })
  const names = useMemo(() => (data ? schemaNames(data) : undefined), [data])
  return useMemo((): TextServices => {
    if (!names) return {}
    const say = (object: NamedObject, page: ObjectPage): string => {
      const rows = object.rows >= 0 ? ` · ${t('hover.rows', { rows: format.compact(object.rows) })}` : ''
      const columns = page.columns.slice(0, shown).map(({ name, type, nullable }) => `${name}  ${type}${nullable ? '' : ' NOT NULL'}`)
      const more = page.columns.length > shown ? `\n\n${t('hover.more', { count: page.columns.length - shown })}` : ''
      return [`**${object.schema === null ? object.name : `${object.schema}.${object.name}`}** · ${kindWords(object.kind, i18n)}${rows}`, page.comment, columns.length > 0 ? `\`\`\`pgsql\n${columns.join('\n')}\n\`\`\`${more}` : undefined].filter(Boolean).join('\n\n')
    }
    return {
      complete: (text, offset) => Promise.resolve(complete(text, offset, names, schema)),
      hover: async (text, offset) => {
        const object = objectAt(text, offset, names, schema)
        if (!object) return undefined
        const page = await queryClient.fetchQuery({ ...api.schema.object.queryOptions({ input: { env, id: object.id } }), staleTime: 60_000 }).catch(() => undefined)
        return page && say(object, page)
      },
    }
  }, [names, env, schema, t, i18n, format])
}
