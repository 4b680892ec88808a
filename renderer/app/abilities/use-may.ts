import { useTranslation } from 'react-i18next'
import type { Role } from '#shared/access/roles.ts'
import { reaches, roleFor, roleOn } from '#shared/access/thin-rules.ts'
import type { Contract } from '#shared/contract/contract.ts'
import { useEnvironments } from '../../client/queries.ts'
import { useMe } from '../../client/session.ts'

/** `area.verb`, as the contract calls it. */
export type OperationName = { [A in keyof Contract]: `${A}.${Extract<keyof Contract[A], string>}` }[keyof Contract]

export interface May {
  /** Why whoever is signed in may not do this, and who can help; null where they may. */
  refused: string | null
  /** The least role that does. */
  needs: Role
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
  const { data: environments = [] } = useEnvironments()
  return (operation, env = null) => {
    const needs = roleFor(operation, 'write')
    const there = environments.find(({ id, name }) => id === env || name === env)
    const has = me ? roleOn(me.grants, there?.id ?? env) : null
    if (!me || reaches(has, needs)) return { refused: null, needs }
    const words = { role: t(`roles.${needs}.name`), env: there?.name ?? t('may.everywhere'), own: has ? t(`roles.${has}.name`) : t('may.noRole') }
    return { refused: t('may.refused', words), needs }
  }
}

/** The same for several; of null: on all of them. */
export function useRoleOf(): (env: string | null) => Role | null {
  const me = useMe()
  return (env) => (me ? roleOn(me.grants, env) : null)
}

/** Role of whoever is signed in on an environment; null: none, or nobody signs in here. */
export function useRoleOn(env: string | null): Role | null {
  const me = useMe()
  return me && me.kind !== 'local' ? roleOn(me.grants, env) : null
}
