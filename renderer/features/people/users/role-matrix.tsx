import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { roles, type Role } from '#shared/access/roles.ts'
import { useEnvironments } from '../../../client/queries.ts'
import { EnvDot } from '../../../ui/env-dot.tsx'
import { choose, effective, everywhere, isWithin, type RoleChoices } from './role-choices.ts'
import css from './role-matrix.module.css'

interface RoleMatrixProps {
  value: RoleChoices
  onChange: (value: RoleChoices) => void
}

/** Environments by roles. What a role may do stands at its head; the bar shows that each may do what the ones before it may. */
export function RoleMatrix({ value, onChange }: RoleMatrixProps) {
  const { t } = useTranslation(['people', 'access'])
  const { data: environments = [] } = useEnvironments()
  return (
    <div className={css.matrix}>
      <div className={css.head} aria-hidden>
        <span />
        <span className={css.role}>
          <b>{t('people:matrix.none')}</b>
        </span>
        {roles.map((role) => (
          <span key={role} className={css.role}>
            <b>{t(`access:roles.${role}.name`)}</b>
            <small>{t(`people:matrix.${role}`)}</small>
          </span>
        ))}
      </div>
      <MatrixRow env={everywhere} name={t('people:matrix.all')} value={value} onChange={onChange} />
      {environments.map(({ id, name, colour }) => (
        <MatrixRow key={id} env={id} name={name} colour={colour} value={value} onChange={onChange} />
      ))}
    </div>
  )
}

function MatrixRow({ env, name, colour, value, onChange }: RoleMatrixProps & { env: string; name: string; colour?: Parameters<typeof EnvDot>[0]['colour'] }) {
  const { t } = useTranslation(['people', 'access'])
  const group = useId()
  const base = env === everywhere ? undefined : value[everywhere]
  const reached = effective(value, env)
  const options: readonly (Role | undefined)[] = [undefined, ...roles]
  return (
    <div className={env === everywhere ? `${css.row} ${css.every}` : css.row} role="radiogroup" aria-label={t('people:matrix.row', { env: name })}>
      <span className={css.env}>
        {colour && <EnvDot colour={colour} />} <span>{name}</span>
      </span>
      {options.map((role) => {
        const inherited = base !== undefined && (role === undefined || isWithin(role, base))
        const words = role === undefined ? t('people:matrix.none') : `${t(`access:roles.${role}.name`)}: ${t(`people:matrix.${role}`)}`
        return (
          <label key={role ?? ''} className={css.cell} data-fill={role !== undefined && isWithin(role, reached) ? (inherited ? 'all' : 'own') : undefined} data-end={role !== undefined && role === reached ? true : undefined} title={inherited ? t('people:matrix.inherited') : undefined}>
            <input type="radio" name={group} aria-label={role !== undefined && role === base ? `${words}. ${t('people:matrix.inherited')}` : words} checked={role === reached} disabled={inherited && role !== base} onChange={() => onChange(choose(value, env, role === base ? undefined : role))} />
          </label>
        )
      })}
    </div>
  )
}
