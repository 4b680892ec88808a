import { useTranslation } from 'react-i18next'
import { everywhere, roleOn, type Role } from '#shared/access/roles.ts'
import type { OperationName } from '../../client/needs.ts'
import { useEnvironments } from '../../client/queries.ts'
import { useRules } from '../../client/rules.ts'
import { useMe } from '../../client/session.ts'

export type { OperationName }

export interface May {
  /** Why whoever is signed in may not do this, and who can help; null where they may. */
  refused: string | null
  /** The least role that does; undefined where nobody signs in. */
  needs: Role | undefined
}

/** Judges before the server does, by the same rules; the server has the last word. `env`: id or name; absent: every environment. */
export function useMay(operation: OperationName, env: string | null = null): May {
  const judge = useJudge()
  return judge(operation, env)
}

/** The same for lists, which ask for many. */
export function useJudge(): (operation: OperationName, env?: string | null) => May {
  const { t } = useTranslation('access')
  const me = useMe()
  const people = me !== undefined && me.kind !== 'local'
  const rules = useRules(people)
  const { data: environments = [] } = useEnvironments()
  return (operation, env = null) => {
    if (!people || !rules) return { refused: null, needs: undefined }
    const there = environments.find(({ id, name }) => id === env || name === env) ?? null
    const { allowed, role, everywhere: onAll } = rules(me.grants, operation, there)
    if (allowed) return { refused: null, needs: role }
    const own = roleOn(me.grants, onAll || !there ? everywhere : there.id)
    const words = { role: t(`roles.${role}.name`), env: onAll || !there ? t('may.everywhere') : there.name, own: own ? t(`roles.${own}.name`) : t('may.noRole') }
    return { refused: t('may.refused', words), needs: role }
  }
}

/** Role of whoever is signed in on an environment, of null on all of them; undefined: none, or nobody signs in here. */
export function useRoleOn(env: string | null): Role | undefined {
  const me = useMe()
  return me && me.kind !== 'local' ? roleOn(me.grants, env ?? everywhere) : undefined
}

/** The same for several. */
export function useRoleOf(): (env: string | null) => Role | undefined {
  const me = useMe()
  return (env) => me && roleOn(me.grants, env ?? everywhere)
}
