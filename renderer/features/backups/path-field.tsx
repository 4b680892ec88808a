import { TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { File, FolderOpen } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { usePathHelp } from '../../app/server-path.ts'
import { client, useAppInfo } from '../../client/queries.ts'
import { IconButton } from '../../ui/button.tsx'
import css from './backup-files.module.css'

interface PathFieldProps {
  label: string
  help: string
  value: string
  onChange: (path: string) => void
  kinds: readonly ('file' | 'folder')[]
}

/** A path of the machine that Strata runs on, typed or, on the desktop, chosen. */
export function PathField({ label, help, value, onChange, kinds }: PathFieldProps) {
  const { t } = useTranslation('backups')
  const { data: info } = useAppInfo()
  const pathHelp = usePathHelp()
  const choose = useMutation({
    mutationFn: (kind: 'file' | 'folder') => (kind === 'folder' ? client.app.chooseFolder({ title: label }) : client.app.chooseFile({ title: label })),
    onSuccess: ({ path }) => path !== null && onChange(path),
  })
  return (
    <div className={css.path}>
      <TextInput label={label} description={pathHelp(help)} value={value} onChange={(event) => onChange(event.currentTarget.value)} data-autofocus />
      {info?.host === 'desktop' && kinds.map((kind) => <IconButton key={kind} label={t(`files.choose.${kind}`)} icon={kind === 'file' ? <File /> : <FolderOpen />} disabled={choose.isPending} onClick={() => choose.mutate(kind)} />)}
    </div>
  )
}
