import { useClipboard } from '@mantine/hooks'
import { Check, Copy } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../../ui/button.tsx'
import css from '../people.module.css'

/** The token comes from a variable, so that it stands neither in the history of the shell nor in the list of processes of others. */
export function CurlExample() {
  const { t } = useTranslation('people')
  const clipboard = useClipboard({ timeout: 2_000 })
  const text = `read -rs STRATA_TOKEN\ncurl -H @- ${location.origin}/api/v1/environments \\\n  <<< "Authorization: Bearer $STRATA_TOKEN"`
  return (
    <div className={css.example}>
      <pre tabIndex={0} aria-label={t('tokens.example')}>
        {text}
      </pre>
      <IconButton label={clipboard.copied ? t('once.copied') : t('once.copy')} icon={clipboard.copied ? <Check /> : <Copy />} onClick={() => clipboard.copy(text)} />
    </div>
  )
}
