import { Radio, SegmentedControl, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { asAppError } from '#shared/contract/client.ts'
import { deployActionSchema, type DeployAction, type IncomingHook, type Trigger } from '#shared/contract/hooks-incoming.ts'
import { useNavigation } from '../../app/navigation.ts'
import { client, useEnvironments } from '../../client/queries.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import type { HookSecret } from './incoming-tab.tsx'
import { useChange } from './use-change.ts'
import css from './hooks.module.css'

export type DeployOf = { kind: 'hook'; hook?: IncomingHook } | { kind: 'trigger'; trigger?: Trigger }

interface DeployDialogProps {
  of: DeployOf
  onClose: () => void
  onMade: (secret: HookSecret) => void
}

interface Values {
  name: string
  env: string
  trigger: Trigger['kind']
  target: string
  action: DeployAction
  confirm: string
}

/** A hook or a trigger: what a deployment of one environment does. */
export function DeployDialog({ of, onClose, onMade }: DeployDialogProps) {
  const { t } = useTranslation(['hooks', 'common'])
  const { data: environments = [] } = useEnvironments()
  const { env: current } = useNavigation()
  const old = of.kind === 'hook' ? of.hook : of.trigger
  const classOf = (id: string) => environments.find((each) => each.id === id)?.class
  const usual = (id: string): DeployAction => (classOf(id) === 'production' ? 'ask' : 'migrate')
  const first = old?.env.id ?? current ?? environments[0]?.id ?? ''
  const [values, setValues] = useState<Values>({ name: of.kind === 'hook' ? (of.hook?.name ?? '') : '', env: first, trigger: 'listen', target: '', action: old?.action ?? usual(first), confirm: '' })
  const change = (patch: Partial<Values>) => setValues({ ...values, ...patch })
  const save = useChange(
    () => saved(of, values),
    (made) => {
      onClose()
      if (made) onMade(made)
    },
  )
  const environment = environments.find(({ id }) => id === values.env)
  const typed = values.action === 'migrate' && environment?.class === 'production' && old?.action !== 'migrate'
  const ready = environment !== undefined && (of.kind === 'trigger' || values.name.trim() !== '') && (!typed || values.confirm.trim() === environment.name)
  const failed = save.error ? asAppError(save.error) : null
  const title = old ? t('hooks:editTitle', { name: 'name' in old ? old.name : old.target }) : t(`hooks:${of.kind === 'hook' ? 'incoming' : 'trigger'}.new`)
  const foot = (
    <>
      <Button variant="quiet" onClick={onClose}>
        {t('common:cancel')}
      </Button>
      <Button variant="primary" type="submit" form="deploy-form" disabled={!ready} busy={save.isPending}>
        {old ? t('common:save') : t(`hooks:${of.kind === 'hook' ? 'incoming' : 'trigger'}.make`)}
      </Button>
    </>
  )
  return (
    <Dialog open onClose={onClose} width={540} production={typed} title={title} foot={foot}>
      <form
        id="deploy-form"
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (ready) save.mutate(undefined)
        }}
      >
        {of.kind === 'hook' && <TextInput label={t('hooks:columns.name')} data-autofocus autoComplete="off" value={values.name} error={failed?.data.where?.field === 'name' && failed.message} onChange={(event) => change({ name: event.currentTarget.value })} />}
        {!old && <Select label={t('hooks:columns.env')} allowDeselect={false} value={values.env} data={environments.map(({ id, name }) => ({ value: id, label: name }))} onChange={(env) => change({ env: env ?? '', action: usual(env ?? ''), confirm: '' })} />}
        {of.kind === 'trigger' && !old && <TriggerFields values={values} folder={environment?.migrationsFolder ?? ''} onChange={change} />}
        <ActionField value={values.action} onChange={(action) => change({ action, confirm: '' })} />
        {typed && <TextInput label={t('hooks:confirm', { env: environment.name })} description={t('hooks:confirmHelp')} autoComplete="off" value={values.confirm} onChange={(event) => change({ confirm: event.currentTarget.value })} />}
        {failed && failed.data.where?.field !== 'name' && <ErrorNotice error={failed} />}
      </form>
    </Dialog>
  )
}

/** Gives the secret where one was made. */
async function saved(of: DeployOf, { name, env, trigger, target, action, confirm }: Values): Promise<HookSecret | null> {
  const said = { action, ...(confirm.trim() !== '' && { confirm: confirm.trim() }) }
  if (of.kind === 'hook') {
    if (!of.hook) return client.hooks.createIncoming({ name: name.trim(), env, ...said })
    await client.hooks.updateIncoming({ hook: of.hook.id, name: name.trim(), ...said })
  } else if (of.trigger) await client.hooks.updateTrigger({ trigger: of.trigger.id, ...said })
  else await client.hooks.createTrigger({ env, kind: trigger, ...said, ...(target.trim() !== '' && { [trigger === 'listen' ? 'channel' : 'folder']: target.trim() }) })
  return null
}

function TriggerFields({ values, folder, onChange }: { values: Values; folder: string; onChange: (patch: Partial<Values>) => void }) {
  const { t } = useTranslation('hooks')
  const listens = values.trigger === 'listen'
  return (
    <>
      <SegmentedControl aria-label={t('trigger.kind')} value={values.trigger} data={(['listen', 'folder'] as const).map((value) => ({ value, label: t(`trigger.${value}`) }))} onChange={(value) => onChange({ trigger: value as Trigger['kind'], target: '' })} />
      <TextInput
        label={listens ? t('trigger.channel') : t('trigger.path')} description={listens ? t('trigger.channelHelp') : t('trigger.pathHelp')} placeholder={listens ? 'strata_deployed' : folder}
        autoComplete="off" spellCheck={false} value={values.target} onChange={(event) => onChange({ target: event.currentTarget.value })}
      />
    </>
  )
}

function ActionField({ value, onChange }: { value: DeployAction; onChange: (action: DeployAction) => void }) {
  const { t } = useTranslation('hooks')
  return (
    <Radio.Group label={t('columns.action')} value={value} onChange={(next) => onChange(next as DeployAction)}>
      <div className={css.radios}>
        {deployActionSchema.options.map((action) => (
          <Radio key={action} size="xs" classNames={{ description: css.help ?? '' }} value={action} label={t(`action.${action}`)} description={t(`actionHelp.${action}`)} />
        ))}
      </div>
    </Radio.Group>
  )
}
