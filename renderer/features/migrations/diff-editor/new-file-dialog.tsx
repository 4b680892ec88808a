import { TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Fix } from '#shared/contract/diagnostics.ts'
import { select } from '../../../app/navigation.ts'
import { client, refreshAfterChange } from '../../../client/queries.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import css from './dialogs.module.css'

interface NewFileDialogProps {
  env: string
  files: Fix['newFiles']
  onClose: () => void
}

/** The half of a cure that must run later is written as a migration of its own. */
export function NewFileDialog({ env, files, onClose }: NewFileDialogProps) {
  const { t } = useTranslation(['preview', 'common'])
  const [names, setNames] = useState(files.map(({ description }) => description))
  const create = useMutation({
    mutationFn: async () => {
      const written: string[] = []
      for (const [index, { text, description }] of files.entries()) written.push(...(await client.migrations.create({ env, description: names[index]?.trim() || description, text })).files)
      return written
    },
    onSuccess: (written) => {
      void refreshAfterChange()
      onClose()
      if (written[0]) select(written[0])
    },
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('preview:newFile.title')}
      width={600}
      foot={
        <>
          <Button variant="quiet" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button variant="primary" disabled={names.some((name) => name.trim() === '')} busy={create.isPending} onClick={() => create.mutate()}>
            {t('preview:newFile.do')}
          </Button>
        </>
      }
    >
      <div className={css.body}>
        <p>{t('preview:newFile.text')}</p>
        {files.map(({ text }, index) => (
          <div key={index} className={css.file}>
            <TextInput data-autofocus={index === 0 || undefined} label={t('preview:newFile.name')} maxLength={200} value={names[index] ?? ''} onChange={(event) => setNames(names.with(index, event.currentTarget.value))} />
            <pre tabIndex={0}>{text}</pre>
          </div>
        ))}
        {create.isError && <ErrorNotice error={create.error} />}
      </div>
    </Dialog>
  )
}
