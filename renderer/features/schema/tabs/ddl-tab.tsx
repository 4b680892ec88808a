import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ObjectPage } from '#shared/contract/schema.ts'
import { SqlView } from '../../../editor/sql-view.tsx'
import { Button } from '../../../ui/button.tsx'
import { Empty } from '../../../ui/empty.tsx'
import css from '../page.module.css'

/** The statements that make the object anew. */
export function DdlTab({ page }: { page: ObjectPage }) {
  const { t } = useTranslation(['schema', 'common'])
  const [copied, setCopied] = useState(false)
  if (page.ddl === '') return <Empty title={t('ddl.none')} />
  const copy = async () => {
    await navigator.clipboard.writeText(page.ddl)
    setCopied(true)
    setTimeout(() => setCopied(false), 1_500)
  }
  return (
    <>
      <div className={css.strip}>
        <span>{t('ddl.note')}</span>
        <Button size="s" variant="quiet" icon={copied ? <Check /> : <Copy />} onClick={() => void copy()}>{copied ? t('common:copied') : t('common:copy')}</Button>
      </div>
      <SqlView text={page.ddl} label={t('ddl.label', { name: page.object.name })} />
    </>
  )
}
