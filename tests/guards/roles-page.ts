import { abilityOf, isAllowed, needOf } from '#shared/access/rules.ts'
import { roles, type Role } from '#shared/access/roles.ts'
import { contract } from '#shared/contract/contract.ts'
import type { NamedFields, OperationMeta } from '#shared/contract/operation.ts'

export interface Described {
  meta: OperationMeta
  summary: string
  /** Fields of the input, and those that must be given. */
  fields: readonly string[]
}

interface Definition {
  '~orpc': { meta: OperationMeta; route: { summary: string }; inputSchema: { shape?: Record<string, { safeParse(value: unknown): { success: boolean } }> } }
}

export const operations: readonly (Described & { required: readonly string[] })[] = Object.values(contract).flatMap((area) =>
  Object.values(area).map((definition) => {
    const { meta, route, inputSchema } = (definition as unknown as Definition)['~orpc']
    const shape = inputSchema.shape ?? {}
    return { meta, summary: route.summary, fields: Object.keys(shape), required: Object.entries(shape).filter(([, field]) => !field.safeParse(undefined).success).map(([name]) => name) }
  }),
)

const intro = `# Roles

Who may do what on a server. A role is given on one environment or on all of them; each may do what the ones before it may. This page is made from the contract
(\`shared/contract\`) and the rules (\`shared/access/rules.ts\`), which the server, the pages and the shell ask; \`npx vitest run --project guards -u\` writes it anew.

* **yes**: with the role on each environment that the call names. **dev**: only where that environment is a development one. **all**: only with the role on all environments.
* An environment on which somebody has no role is not there for that person: lists leave it out, and to name it, or a backup, a job or a snapshot of it, is answered as if it did not exist.
* *signed in*: everybody who is, whatever the role. *anybody*: before signing in too.

`

/** docs/roles.md. */
export function rolesPage(): string {
  const areas = [...new Set(operations.map(({ meta }) => meta.name.split('.')[0] ?? ''))]
  return intro + areas.map(areaTable).join('\n')
}

function areaTable(area: string): string {
  const rows = operations.filter(({ meta }) => meta.name.startsWith(`${area}.`)).map((one) => `| \`${one.meta.name}\` | ${cells(one.meta).join(' | ')} | ${[one.summary, ...notes(one.meta)].join(' ')} |`)
  return [`## ${area}`, '', `| operation | ${roles.join(' | ')} | |`, `| --- | ${roles.map(() => '---').join(' | ')} | --- |`, ...rows, ''].join('\n')
}

function cells(meta: OperationMeta): string[] {
  if (meta.scope === 'public') return roles.map(() => 'anybody')
  if (meta.scope === 'self' || meta.scope === 'visible') return roles.map(() => 'signed in')
  return roles.map((role) => cell(meta, role))
}

function cell(meta: OperationMeta, role: Role): string {
  const need = needOf(meta)
  const ability = abilityOf([{ env: '*', role }])
  if (meta.scope === 'store') return isAllowed(ability, need, null) ? 'all' : '-'
  if (isAllowed(ability, need, { id: 'e', class: 'production' })) return 'yes'
  return isAllowed(ability, need, { id: 'e', class: 'development' }) ? 'dev' : '-'
}

function notes({ scope, stricter }: OperationMeta): string[] {
  const named = typeof scope === 'object' ? Object.entries(scope as NamedFields) : []
  const server = named.filter(([, one]) => one === 'server').map(([field]) => field)
  return [
    ...(server.length > 0 ? [`With \`${server.join('`, `')}\`, which names something of the server itself: owner of all.`] : []),
    ...(named.some(([, one]) => one === 'source') ? ['A folder or a backup as a source: developer; an address, a file or a folder of no environment: owner of all.'] : []),
    ...(stricter && 'field' in stricter ? [`With \`${stricter.field}: ${stricter.is}\`: ${stricter.role}${stricter.inDevelopment ? `, in development ${stricter.inDevelopment}` : ''}.`] : []),
    ...(stricter && 'policy' in stricter ? [`Where a second person is asked for and \`${stricter.without}\` is not given: ${stricter.role}.`] : []),
  ]
}
