import { Radio, Select, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Environment } from '#shared/contract/environments.ts'
import { repeatableFileName } from '#shared/migrations/names.ts'
import { MayButton } from '../../app/abilities/may.tsx'
import { navigate } from '../../app/navigation.ts'
import { api, client, refreshAfterChange } from '../../client/queries.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import css from './dialogs.module.css'

/** Asks what the migration is about; version and file name follow from the project's rules. */
export function NewMigrationDialog({ environment, onClose }: { environment: Environment; onClose: () => void }) {
  const { t } = useTranslation(['migrations', 'common'])
  const [description, setDescription] = useState('')
  const [category, setCategory] = useState<string | null>(null)
  const [repeatable, setRepeatable] = useState(false)
  const words = description.trim()
  const [asked] = useDebouncedValue(words, 150)
  const proposal = useQuery({
    ...api.migrations.propose.queryOptions({ input: { env: environment.id, description: asked || t('new.untitled'), ...(category !== null && { category }) } }),
    placeholderData: keepPreviousData, staleTime: 0,
  })
  const create = useMutation({
    mutationFn: () => client.migrations.create({ env: environment.id, description: words, repeatable, text: `-- ${words}\n\n`, ...(category !== null && !repeatable && { category }) }),
    onSuccess: async ({ files }) => {
      await refreshAfterChange()
      onClose()
      navigate({ screen: 'migrations', item: files[0] ?? null })
    },
  })
  const categories = proposal.data?.categories ?? []
  const name = repeatable ? repeatableFileName(asked || t('new.untitled')) : proposal.data?.script
  const foot = (
    <>
      <Button onClick={onClose}>{t('common:cancel')}</Button>
      <MayButton operation="migrations.create" env={environment.id} variant="primary" disabled={words === '' || !proposal.data} busy={create.isPending} onClick={() => create.mutate()}>
        {t('new.create')}
      </MayButton>
    </>
  )
  return (
    <Dialog open onClose={onClose} title={t('new.title')} foot={foot}>
      <form
        className={css.body}
        onSubmit={(event) => {
          event.preventDefault()
          if (words !== '' && proposal.data && !create.isPending) create.mutate()
        }}
      >
        <TextInput data-autofocus label={t('new.description')} placeholder={t('new.descriptionHint')} maxLength={200} value={description} onChange={(event) => setDescription(event.currentTarget.value)} />
        <Radio.Group label={t('new.kind')} value={repeatable ? 'R' : 'V'} onChange={(value) => setRepeatable(value === 'R')}>
          <Radio value="V" label={t('new.versioned')} mt={6} />
          <Radio value="R" label={t('new.repeatable')} mt={6} />
        </Radio.Group>
        {categories.length > 0 && !repeatable && (
          <Select label={t('new.category')} placeholder={t('new.noCategory')} clearable value={category} onChange={setCategory} data={categories.map(({ name: value, from, to }) => ({ value, label: t('new.range', { name: value, from, to }) }))} />
        )}
        <p>
          <span className={css.title}>{t('new.file')}</span> <code>{name ?? '…'}</code>
        </p>
        {(create.error ?? proposal.error) && <ErrorNotice error={create.error ?? proposal.error} />}
      </form>
    </Dialog>
  )
}
