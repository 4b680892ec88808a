import { Checkbox, Radio, Select, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { roles, type Role } from '#shared/access/roles.ts'
import type { ApiToken } from '#shared/contract/access.ts'
import { useRoleOf } from '../../../app/abilities/use-may.ts'
import { api } from '../../../client/link.ts'
import { queryClient } from '../../../client/query-client.ts'
import { useEnvironments } from '../../../client/queries.ts'
import { useFormat } from '../../../i18n/format.ts'
import { useNow } from '../../../i18n/use-now.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { EnvDot } from '../../../ui/env-dot.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { SecretOnce } from '../secret-once.tsx'
import { CurlExample } from './curl-example.tsx'
import css from '../people.module.css'

const terms = [1, 7, 30, 90, 180, 366] as const

export function MakeTokenDialog({ onClose, onMade }: { onClose: () => void; onMade: (id: string) => void }) {
  const make = useMutation(
    api.access.createToken.mutationOptions({
      gcTime: 0,
      onSuccess: ({ info }) => {
        onMade(info.id)
        return queryClient.invalidateQueries({ queryKey: api.access.tokens.key() })
      },
    }),
  )
  return make.data ? <Made token={make.data.token} info={make.data.info} onClose={onClose} /> : <Form busy={make.isPending} error={make.error} onClose={onClose} onMake={make.mutate} />
}

function Made({ token, info, onClose }: { token: string; info: ApiToken; onClose: () => void }) {
  const { t } = useTranslation('people')
  const format = useFormat()
  return (
    <Dialog open locked onClose={onClose} title={t('tokens.madeTitle', { name: info.name })} width={560} foot={<Button variant="primary" onClick={onClose}>{t('once.done')}</Button>}>
      <div className={css.form}>
        <SecretOnce label={t('once.token')} secret={token} note={t('once.tokenNote', { at: format.dateTime(info.expiresAt) })} />
        <div>
          <h3 className={css.heading}>{t('tokens.example')}</h3>
          <CurlExample />
        </div>
      </div>
    </Dialog>
  )
}

interface FormProps {
  busy: boolean
  error: Error | null
  onClose: () => void
  onMake: (input: { name: string; grants: { env: string; role: Role }[]; days: number }) => void
}

function Form({ busy, error, onClose, onMake }: FormProps) {
  const { t } = useTranslation(['people', 'common'])
  const form = useId()
  const format = useFormat()
  const now = useNow()
  const [name, setName] = useState('')
  const [role, setRole] = useState<Role>('viewer')
  const [where, setWhere] = useState<readonly string[]>(['*'])
  const [days, setDays] = useState(90)
  const ready = name.trim() !== '' && where.length > 0
  const foot = (
    <>
      <Button onClick={onClose}>{t('common:cancel')}</Button>
      <Button type="submit" form={form} variant="primary" disabled={!ready} busy={busy}>
        {t('people:tokens.makeYes')}
      </Button>
    </>
  )
  return (
    <Dialog open onClose={onClose} title={t('people:tokens.makeTitle')} width={560} foot={foot}>
      <form
        id={form}
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (ready) onMake({ name: name.trim(), grants: where.map((env) => ({ env, role })), days })
        }}
      >
        <TextInput label={t('people:tokens.name')} description={t('people:tokens.nameHint')} placeholder="GitLab pipeline" data-autofocus autoComplete="off" maxLength={100} value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <Where value={where} onChange={setWhere} />
        <RoleChoice value={role} where={where} onChange={setRole} />
        <Select
          label={t('people:tokens.term')}
          description={t('people:tokens.until', { at: format.date(now + days * 86_400_000, { year: 'numeric', month: 'long', day: 'numeric' }) })}
          value={String(days)}
          onChange={(value) => setDays(Number(value))}
          data={terms.map((count) => ({ value: String(count), label: t('people:tokens.days', { count }) }))}
        />
        {error && <ErrorNotice error={error} />}
      </form>
    </Dialog>
  )
}

function Where({ value, onChange }: { value: readonly string[]; onChange: (value: readonly string[]) => void }) {
  const { t } = useTranslation('people')
  const { data: environments = [] } = useEnvironments()
  const all = value.includes('*')
  const toggle = (id: string, on: boolean) => onChange(on ? [...value, id] : value.filter((each) => each !== id))
  return (
    <fieldset className={css.fieldset}>
      <legend>{t('tokens.where')}</legend>
      <Radio size="xs" label={t('tokens.everywhere')} name="where" checked={all} onChange={() => onChange(['*'])} />
      <Radio size="xs" label={t('tokens.chosen')} name="where" checked={!all} onChange={() => onChange([])} />
      {!all && (
        <div className={css.ticks}>
          {environments.map(({ id, name, colour }) => (
            <Checkbox
              size="xs"
              key={id}
              checked={value.includes(id)}
              onChange={(event) => toggle(id, event.currentTarget.checked)}
              label={
                <span className={css.chip}>
                  <EnvDot colour={colour} /> {name}
                </span>
              }
            />
          ))}
        </div>
      )}
    </fieldset>
  )
}

/** A token may do no more than whoever makes it, on each of its environments. */
function RoleChoice({ value, where, onChange }: { value: Role; where: readonly string[]; onChange: (role: Role) => void }) {
  const { t } = useTranslation(['people', 'access'])
  const roleOf = useRoleOf()
  const own = where.map((env) => roleOf(env === '*' ? null : env))
  const most = own.length === 0 ? roles.length - 1 : Math.min(...own.map((role) => (role === undefined ? -1 : roles.indexOf(role))))
  return (
    <fieldset className={css.fieldset}>
      <legend>{t('people:tokens.role')}</legend>
      {roles.map((role, index) => (
        <Radio size="xs" key={role} name="role" checked={value === role} disabled={index > most} onChange={() => onChange(role)} label={<RoleLabel name={t(`access:roles.${role}.name`)} text={index > most ? t('people:tokens.beyond') : t(`access:roles.${role}.text`)} />} />
      ))}
      {roles.indexOf(value) > most && <p className={css.note} role="alert">{t('people:tokens.beyondChosen')}</p>}
    </fieldset>
  )
}

function RoleLabel({ name, text }: { name: string; text: string }) {
  return (
    <>
      {name} <span className={css.roleText}>{text}</span>
    </>
  )
}
