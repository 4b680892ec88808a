import { useTranslation } from 'react-i18next'
import type { english } from '../../i18n/resources.ts'

type Words = (typeof english)['schema']

/** Words whose key is only known while the program runs: a kind, a group, an attribute. */
export function useSchemaWords() {
  const { t, i18n } = useTranslation('schema')
  const or = (key: string, fallback: string) => (i18n.exists(key, { ns: 'schema' }) ? key : fallback)
  return {
    /** "table", "materialized view"; a kind that is not known says its own name. */
    kind: (kind: string): string => (or(`kind.${kind}`, '') ? t(`kind.${kind as keyof Words['kind']}`) : kind.replaceAll('-', ' ')),
    group: (name: string): string => (or(`group.${name}`, '') ? t(`group.${name as keyof Words['group']}`) : name),
    /** What an attribute of a fact is called; one that is not known keeps its name, taken apart. */
    attribute: (name: string): string => (or(`attribute.${name}`, '') ? t(`attribute.${name as keyof Words['attribute']}`) : name.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()),
    state: (state: string): string => (or(`partState.${state}`, '') ? t(`partState.${state as keyof Words['partState']}`) : state),
  }
}
