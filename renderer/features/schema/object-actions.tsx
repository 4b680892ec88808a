import { Menu } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { Copy, Ellipsis, FileCode, RefreshCw, Share2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Environment } from '#shared/contract/environments.ts'
import type { ObjectPage } from '#shared/contract/schema.ts'
import { navigate, select } from '../../app/navigation.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { CompareIcon } from '../../ui/icons.tsx'
import { copyText, formsFor, type CopyForm } from './copy-as.ts'
import { useReading } from './queries.ts'
import { itemOf } from './view.ts'

interface ObjectActionsProps {
  environment: Environment
  page: ObjectPage
}

/** What can be done with the object from here. */
export function ObjectActions({ environment, page }: ObjectActionsProps) {
  const { t } = useTranslation('schema')
  const { object } = page
  const reading = useReading(environment.id)
  const last = page.migrations.at(-1)
  return (
    <>
      <CopyMenu page={page} />
      <Button size="s" onClick={() => navigate({ screen: 'compare' })} icon={<CompareIcon />}>{t('compare')}</Button>
      <Menu position="bottom-end" width={260}>
        <Menu.Target>
          <IconButton label={t('more')} icon={<Ellipsis />} />
        </Menu.Target>
        <Menu.Dropdown>
          {object.kind === 'table' && <Menu.Item leftSection={<Share2 size={14} />} onClick={() => select(itemOf({ type: 'diagram', of: 'table', id: object.id }))}>{t('diagram.neighbours')}</Menu.Item>}
          {object.kind === 'schema' && <Menu.Item leftSection={<Share2 size={14} />} onClick={() => select(itemOf({ type: 'diagram', of: 'schema', schema: object.name }))}>{t('diagram.ofSchema')}</Menu.Item>}
          <Menu.Item leftSection={<FileCode size={14} />} disabled={!last} onClick={() => last && navigate({ screen: 'migrations', item: last.script })}>{last ? t('openMigration', { script: last.script }) : t('noMigration')}</Menu.Item>
          {object.schema !== null && <Menu.Item leftSection={<RefreshCw size={14} />} disabled={reading.running} onClick={() => reading.start([object.schema ?? ''])}>{t('refreshSchema', { schema: object.schema })}</Menu.Item>}
        </Menu.Dropdown>
      </Menu>
    </>
  )
}

function CopyMenu({ page }: { page: ObjectPage }) {
  const { t } = useTranslation('schema')
  const copy = async (form: CopyForm) => {
    await navigator.clipboard.writeText(copyText(page, form))
    notifications.show({ message: t('copy.done', { what: t(`copy.${form}`) }), autoClose: 2_000 })
  }
  return (
    <Menu position="bottom-end" width={200}>
      <Menu.Target>
        <Button size="s" icon={<Copy />}>{t('copy.as')}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {formsFor(page.object.kind).map((form) => (
          <Menu.Item key={form} onClick={() => void copy(form)}>{t(`copy.${form}`)}</Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
