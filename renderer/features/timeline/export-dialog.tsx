import { Radio } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Environment } from '#shared/contract/environments.ts'
import { client } from '../../client/queries.ts'
import { useFormat } from '../../i18n/format.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Facts } from '../../ui/field.tsx'
import { saveText } from './save-text.ts'
import { boundsOf, choiceOf, type View } from './view.ts'
import css from './timeline.module.css'

interface ExportDialogProps {
  view: View
  shown: number
  now: number
  environments: readonly Environment[]
  onClose: () => void
}

const formats = { html: 'text/html', json: 'application/json', csv: 'text/csv' } as const
type Kind = keyof typeof formats

/** Writes what is shown into one file. */
export function ExportDialog({ view, shown, now, environments, onClose }: ExportDialogProps) {
  const { t } = useTranslation(['timeline', 'common'])
  const [kind, setKind] = useState<Kind>('html')
  const save = useMutation({
    mutationFn: () => client.timeline.export({ ...choiceOf(view, now), format: kind }),
    onSuccess: ({ name, text }) => {
      saveText(name, text, formats[kind])
      onClose()
    },
  })
  const foot = (
    <>
      <Button onClick={onClose}>{t('common:cancel')}</Button>
      <Button variant="primary" busy={save.isPending} disabled={shown === 0} onClick={() => save.mutate()}>
        {t('timeline:export.save')}
      </Button>
    </>
  )
  return (
    <Dialog open onClose={onClose} title={t('timeline:export.title')} foot={foot}>
      <div className={css.export}>
        <Radio.Group label={t('timeline:export.as')} value={kind} onChange={(value) => setKind(value as Kind)}>
          {(Object.keys(formats) as Kind[]).map((each) => (
            <Radio key={each} value={each} label={t(`timeline:export.kinds.${each}`)} description={t(`timeline:export.for.${each}`)} />
          ))}
        </Radio.Group>
        <WhatIsShown view={view} shown={shown} now={now} environments={environments} />
        {save.error !== null && <ErrorNotice error={save.error} />}
      </div>
    </Dialog>
  )
}

function WhatIsShown({ view, shown, now, environments }: Omit<ExportDialogProps, 'onClose'>) {
  const { t } = useTranslation('timeline')
  const format = useFormat()
  const bounds = boundsOf(view.range, now)
  return (
    <Facts
      facts={[
        [t('export.events'), format.number(shown)],
        [t('filter'), t(`filters.${view.kinds}`)],
        [t('environment'), environments.find(({ id }) => id === view.env)?.name ?? t('allEnvironments')],
        [t('rangeLabel'), bounds ? t('range', { from: format.dateTime(bounds.from), to: format.dateTime(bounds.to) }) : t('ranges.all')],
        [t('search'), view.text],
      ]}
    />
  )
}
