import { useMutation } from '@tanstack/react-query'
import { FolderOpen } from 'lucide-react'
import { useFormContext, type FieldPath } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { client, useAppInfo } from '../../client/queries.ts'
import { IconButton } from '../../ui/button.tsx'
import type { FormValues } from './environment-form.tsx'

/** Opens the desktop's dialog for a folder or a file; a browser has none to offer, so there it is absent. */
export function ChooseButton({ name, kind, label }: { name: FieldPath<FormValues>; kind: 'folder' | 'file'; label: string }) {
  const { t } = useTranslation('environments')
  const { data: info } = useAppInfo()
  const { setValue } = useFormContext<FormValues>()
  const choose = useMutation({
    mutationFn: () => (kind === 'folder' ? client.app.chooseFolder({ title: label }) : client.app.chooseFile({ title: label })),
    onSuccess: ({ path }) => {
      if (path !== null) setValue(name, path, { shouldDirty: true, shouldValidate: true })
    },
  })
  if (info?.host !== 'desktop') return null
  return <IconButton label={t('form.choose', { label })} icon={<FolderOpen />} disabled={choose.isPending} onClick={() => choose.mutate()} />
}
