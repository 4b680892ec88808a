import { MultiSelect, Select, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Fleet } from '#shared/contract/fleet.ts'
import { navigate, useNavigation } from '../../app/navigation.ts'
import { client, readable, useEnvironments } from '../../client/queries.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { draftOf, inputOf, saysMembers, type FleetDraft } from './fleet-input.ts'
import { LimitFields } from './limit-fields.tsx'
import { MemberFields } from './member-fields.tsx'
import { refreshFleets } from './use-fleet.ts'
import css from './fleet.module.css'

/** A new fleet, or an old one: whose migrations, who belongs to it, how far a run goes at a time. */
export function FleetForm({ fleet, onClose }: { fleet: Fleet | null; onClose: () => void }) {
  const { t } = useTranslation(['fleet', 'common'])
  const { data: environments = [] } = useEnvironments()
  const { env } = useNavigation()
  const names = environments.map(({ name }) => name)
  const first = environments.find(({ id }) => id === env)?.name ?? names[0] ?? ''
  const [draft, setDraft] = useState<FleetDraft>(() => draftOf(fleet, first))
  const change = (part: Partial<FleetDraft>) => setDraft((now) => ({ ...now, ...part }))
  const save = useMutation({
    mutationFn: () => (fleet ? client.fleet.update({ fleet: fleet.id, ...inputOf(draft) }) : client.fleet.create(inputOf(draft))),
    onSuccess: async ({ id }) => {
      await refreshFleets()
      navigate({ screen: 'fleet', item: id })
      onClose()
    },
  })
  const problem = save.error && readable(save.error)
  const field = problem?.data.where?.field
  const complete = draft.name.trim() !== '' && draft.env !== '' && saysMembers(draft)
  const foot = (
    <>
      <Button variant="quiet" onClick={onClose}>
        {t('common:cancel')}
      </Button>
      <Button variant="primary" type="submit" form="fleet" disabled={!complete} busy={save.isPending}>
        {t(fleet ? 'common:save' : 'fleet:form.make')}
      </Button>
    </>
  )
  return (
    <Dialog open onClose={onClose} width={640} title={fleet ? t('fleet:form.edit', { name: fleet.name }) : t('fleet:new')} foot={foot}>
      <form
        id="fleet"
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (complete) save.mutate()
        }}
      >
        <div className={css.two}>
          <TextInput data-autofocus label={t('fleet:form.name')} placeholder={t('fleet:form.namePlaceholder')} maxLength={60} value={draft.name} error={field === 'name' ? problem?.message : undefined} onChange={(event) => change({ name: event.currentTarget.value })} />
          <Select label={t('fleet:form.env')} description={t('fleet:form.envHelp')} inputWrapperOrder={['label', 'input', 'description']} allowDeselect={false} data={names} value={draft.env} onChange={(value) => change({ env: value ?? '' })} />
        </div>
        <MemberFields draft={draft} field={field} onChange={change} />
        {names.length > 1 && <MultiSelect label={t('fleet:form.servers')} description={t('fleet:form.serversHelp')} placeholder={draft.servers.length === 0 ? draft.env : undefined} data={names} value={draft.servers} onChange={(servers) => change({ servers })} clearable />}
        <LimitFields draft={draft} onChange={change} />
        {problem && field !== 'name' && <ErrorNotice error={save.error} />}
      </form>
    </Dialog>
  )
}
