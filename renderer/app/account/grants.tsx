import { useTranslation } from 'react-i18next'
import type { Grant } from '#shared/access/roles.ts'
import { useEnvironments } from '../../client/queries.ts'
import { EnvDot } from '../../ui/env-dot.tsx'
import { RoleTag } from './role-tag.tsx'
import css from './account.module.css'

/** A role on each environment, one a line, as the environments are ordered; those of all come first. */
export function Grants({ grants }: { grants: readonly Grant[] }) {
  const { t } = useTranslation('access')
  const { data: environments = [] } = useEnvironments()
  const place = (env: string) => (env === '*' ? -1 : environments.findIndex(({ id }) => id === env))
  return (
    <ul className={css.grants}>
      {grants
        .toSorted((a, b) => place(a.env) - place(b.env))
        .map(({ env, role }) => {
          const there = environments.find(({ id }) => id === env)
          return (
            <li key={`${env} ${role}`}>
              {there && <EnvDot colour={there.colour} />}
              <span className={css.env}>{env === '*' ? t('account.everywhere') : (there?.name ?? env)}</span>
              <RoleTag role={role} />
            </li>
          )
        })}
    </ul>
  )
}
