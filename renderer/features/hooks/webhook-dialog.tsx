import { Checkbox, MultiSelect, Radio, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { asAppError } from '#shared/contract/client.ts'
import { newsKinds, type NewsKind, type Webhook, type WebhookTemplate } from '#shared/contract/hooks.ts'
import { client, useEnvironments } from '../../client/queries.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { useChange } from './use-change.ts'
import type { Secret } from './webhooks-tab.tsx'
import css from './hooks.module.css'

interface WebhookDialogProps {
  /** Null: a new one. */
  webhook: Webhook | null
  onClose: () => void
  onMade: (secret: Secret) => void
}

interface Values {
  name: string
  url: string
  kinds: NewsKind[]
  envs: string[]
  template: WebhookTemplate
}

export function WebhookDialog({ webhook, onClose, onMade }: WebhookDialogProps) {
  const { t } = useTranslation(['hooks', 'common'])
  const [values, setValues] = useState<Values>({ name: webhook?.name ?? '', url: '', kinds: [...(webhook?.kinds ?? newsKinds)], envs: webhook?.envs.map(({ id }) => id) ?? [], template: webhook?.template ?? 'json' })
  const change = (patch: Partial<Values>) => setValues({ ...values, ...patch })
  const save = useChange(
    async ({ url, ...rest }: Values) => (webhook ? { webhook: await client.hooks.update({ webhook: webhook.id, ...rest, ...(url.trim() !== '' && { url: url.trim() }) }), secret: null } : client.hooks.create({ ...rest, url: url.trim(), enabled: true })),
    ({ webhook: made, secret }) => {
      onClose()
      if (secret !== null) onMade({ webhook: made, secret })
    },
  )
  const failed = save.error ? asAppError(save.error) : null
  const field = failed?.data.where?.field
  const ready = values.name.trim() !== '' && values.kinds.length > 0 && (webhook !== null || values.url.trim() !== '')
  const foot = (
    <>
      <Button variant="quiet" onClick={onClose}>
        {t('common:cancel')}
      </Button>
      <Button variant="primary" type="submit" form="webhook-form" disabled={!ready} busy={save.isPending}>
        {webhook ? t('common:save') : t('hooks:webhook.make')}
      </Button>
    </>
  )
  return (
    <Dialog open onClose={onClose} width={560} title={webhook ? t('hooks:editTitle', { name: webhook.name }) : t('hooks:webhook.new')} foot={foot}>
      <form
        id="webhook-form"
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (ready) save.mutate({ ...values, name: values.name.trim() })
        }}
      >
        <TextInput label={t('hooks:columns.name')} data-autofocus autoComplete="off" value={values.name} error={field === 'name' && failed?.message} onChange={(event) => change({ name: event.currentTarget.value })} />
        <TextInput
          label={t('hooks:columns.address')} type="url" autoComplete="off" spellCheck={false} value={values.url} error={field === 'url' && failed?.message}
          placeholder={webhook ? t('hooks:webhook.sameAddress', { address: webhook.address }) : 'https://hooks.slack.com/services/…'} description={t('hooks:webhook.addressHelp')}
          onChange={(event) => change({ url: event.currentTarget.value })}
        />
        <TemplateField value={values.template} onChange={(template) => change({ template })} />
        <Checkbox.Group label={t('hooks:webhook.kinds')} value={values.kinds} onChange={(kinds) => change({ kinds: newsKinds.filter((kind) => kinds.includes(kind)) })}>
          <div className={css.checks}>
            {newsKinds.map((kind) => (
              <Checkbox key={kind} size="xs" value={kind} label={t(`hooks:kinds.${kind}`)} />
            ))}
          </div>
        </Checkbox.Group>
        <EnvsField value={values.envs} onChange={(envs) => change({ envs })} />
        {failed && field !== 'name' && field !== 'url' && <ErrorNotice error={failed} />}
      </form>
    </Dialog>
  )
}

function TemplateField({ value, onChange }: { value: WebhookTemplate; onChange: (template: WebhookTemplate) => void }) {
  const { t } = useTranslation('hooks')
  return (
    <Radio.Group label={t('webhook.template')} value={value} onChange={(next) => onChange(next as WebhookTemplate)}>
      <div className={css.checks}>
        <Radio size="xs" classNames={{ description: css.help ?? '' }} value="json" label={t('template.json')} description={t('template.jsonHelp')} />
        <Radio size="xs" classNames={{ description: css.help ?? '' }} value="slack" label={t('template.slack')} description={t('template.slackHelp')} />
      </div>
    </Radio.Group>
  )
}

function EnvsField({ value, onChange }: { value: string[]; onChange: (envs: string[]) => void }) {
  const { t } = useTranslation('hooks')
  const { data = [] } = useEnvironments()
  return <MultiSelect label={t('columns.envs')} placeholder={value.length === 0 ? t('all') : undefined} data={data.map(({ id, name }) => ({ value: id, label: name }))} value={value} onChange={onChange} clearable />
}
