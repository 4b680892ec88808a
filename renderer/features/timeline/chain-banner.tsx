import { ShieldAlert } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import { Button } from '../../ui/button.tsx'
import { ChainDialog } from './chain-dialog.tsx'
import css from './timeline.module.css'

/** Says calmly that a journal is not as it was written. */
export function ChainBanner({ findings }: { findings: readonly Diagnostic[] }) {
  const { t } = useTranslation('timeline')
  const [open, setOpen] = useState(false)
  const grave = findings.filter(({ severity }) => severity !== 'info')
  if (grave.length === 0) return null
  const names = [...new Set(grave.flatMap(({ subject }) => (subject ? [subject] : [])))]
  return (
    <div className={css.banner} role="status">
      <ShieldAlert aria-hidden />
      <p>
        <b>{t('chain.title', { count: names.length, names: names.join(', ') })}</b> {grave[0]?.message}
      </p>
      <Button size="s" variant="quiet" onClick={() => setOpen(true)}>
        {t('chain.show')}
      </Button>
      {open && <ChainDialog names={names} findings={findings} onClose={() => setOpen(false)} />}
    </div>
  )
}
