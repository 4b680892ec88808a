import { useTranslation } from 'react-i18next'
import type { Grant } from '#shared/access/roles.ts'
import { RoleTag } from '../../app/account/role-tag.tsx'
import { useEnvironments } from '../../client/queries.ts'
import { EnvDot } from '../../ui/env-dot.tsx'
import css from './people.module.css'

/** Roles in one line; those that find no room are counted, and all are said on it. */
export function GrantChips({ grants, most = 2 }: { grants: readonly Grant[]; most?: number }) {
  const { t } = useTranslation(['people', 'access'])
  const { data: environments = [] } = useEnvironments()
  if (grants.length === 0) return <span className={css.quiet}>{t('people:noRole')}</span>
  const place = (env: string) => (env === '*' ? -1 : environments.findIndex(({ id }) => id === env))
  const sorted = grants.toSorted((a, b) => place(a.env) - place(b.env))
  const named = (env: string) => environments.find(({ id }) => id === env)
  const nameOf = (env: string) => (env === '*' ? t('people:everywhere') : (named(env)?.name ?? env))
  const all = sorted.map(({ env, role }) => `${nameOf(env)}: ${t(`access:roles.${role}.name`)}`).join('\n')
  return (
    <span className={css.chips} title={all}>
      {sorted.slice(0, most).map(({ env, role }) => (
        <span key={`${env} ${role}`} className={css.chip}>
          {named(env) && <EnvDot colour={named(env)?.colour ?? 'grey'} />}
          <span className={css.chipEnv}>{nameOf(env)}</span>
          <RoleTag role={role} />
        </span>
      ))}
      {sorted.length > most && <span className={css.quiet}>+{sorted.length - most}</span>}
    </span>
  )
}
