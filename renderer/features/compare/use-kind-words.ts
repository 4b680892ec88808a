import { useTranslation } from 'react-i18next'

/** The word for a kind of object, in the language of the reader; of a kind that is not known here, its own name. */
export function useKindWords(): (kind: string) => string {
  const { t, i18n } = useTranslation('compare')
  return (kind) => (i18n.exists(`kind.${kind}`, { ns: 'compare' }) ? t(`kind.${kind}` as 'kind.other') : kind.replaceAll('-', ' '))
}
