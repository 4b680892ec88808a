import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { SkeletonLines } from '../../../ui/skeleton.tsx'
import type { RuleBlock } from './rule-blocks.ts'
import { loadRule } from './rule-page.ts'
import css from './dialogs.module.css'

/** What a rule is about: its danger, the safe way, examples. */
export function RuleDialog({ name, rule, onClose }: { name: string; rule: string | undefined; onClose: () => void }) {
  const { t } = useTranslation(['preview', 'common'])
  const page = useQuery({ queryKey: ['rule', name], queryFn: async () => (await loadRule(name)) ?? [], staleTime: Infinity, networkMode: 'always' })
  return (
    <Dialog
      open
      onClose={onClose}
      width={640}
      title={[rule, name].filter(Boolean).join(' ')}
      foot={
        <Button data-autofocus onClick={onClose}>
          {t('common:close')}
        </Button>
      }
    >
      <div className={css.rule}>
        {page.isPending && <SkeletonLines />}
        {page.data?.length === 0 || page.isError ? <p>{t('preview:findings.noPage')}</p> : page.data?.map((block, index) => <Block key={index} block={block} />)}
      </div>
    </Dialog>
  )
}

function Block({ block: { type, text } }: { block: RuleBlock }) {
  if (type === 'heading') return <h3>{text}</h3>
  if (type === 'code') return <pre tabIndex={0}>{text}</pre>
  return <p>{text.split('`').map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part))}</p>
}
