import { useTranslation } from 'react-i18next'
import { createFormat, type Format } from './create-format.ts'

export { createFormat, type Format }

const formats = new Map<string, Format>()

export function useFormat(): Format {
  const { i18n } = useTranslation()
  const known = formats.get(i18n.language) ?? createFormat(i18n.language)
  formats.set(i18n.language, known)
  return known
}
