import type { Node, RoleSpec } from '@pgsql/types'
import type { Finding, Rule } from '../rule.ts'
import { finding } from '../support/finding.ts'
import { nodeAs, nodesAs } from '../support/tree.ts'

export const grantRolePassword: Rule = {
  id: 'S801',
  name: 'grant-role-password',
  severity: 'warning',
  summary: 'A password stands in the migration, a role gets power over the server, or rights go to everybody or can be passed on.',
  danger: 'A password in a file is in version control, in logs and in backups for ever. Memberships, role attributes and rights of PUBLIC reach further than the schema that the migration is about.',
  safe: 'Create roles and passwords with the tools of the server, outside of migrations (psql \\password). Grant the rights that are needed, by name, to a role.',
  examples: {
    setup: 'CREATE TABLE salaries (id bigint PRIMARY KEY, amount numeric);\nCREATE ROLE strata_example_reader;',
    bad: 'GRANT SELECT ON salaries TO PUBLIC;',
    good: 'GRANT SELECT ON salaries TO strata_example_reader;',
  },
  statement: ({ node }) => [...roleFindings(node), ...grantFindings(node), ...optionPasswords(node)],
}

const powers: Readonly<Record<string, string>> = { superuser: 'SUPERUSER', createrole: 'CREATEROLE', createdb: 'CREATEDB', bypassrls: 'BYPASSRLS', isreplication: 'REPLICATION' }

function roleFindings(node: Node | undefined): Finding[] {
  const create = nodeAs(node, 'CreateRoleStmt')
  const alter = nodeAs(node, 'AlterRoleStmt')
  const role = create?.role ?? roleName(alter?.role)
  const found = nodesAs(create?.options ?? alter?.options, 'DefElem').flatMap(({ defname = '', arg }) => {
    if (defname === 'password' && arg) return [finding({ message: `The password of role ${role} stands in the migration.`, severity: 'error' })]
    const power = powers[defname]
    return power !== undefined && nodeAs(arg, 'Boolean')?.boolval === true ? [finding({ message: `Role ${role} gets ${power}.` })] : []
  })
  const member = nodeAs(node, 'GrantRoleStmt')
  if (!member?.is_grant) return found
  const granted = nodesAs(member.granted_roles, 'AccessPriv').map(({ priv_name: name }) => name ?? '')
  return [...found, finding({ message: `${nodesAs(member.grantee_roles, 'RoleSpec').map(roleName).join(', ')} becomes a member of ${granted.join(', ')}, with all its rights.` })]
}

function roleName(role: RoleSpec | undefined): string {
  return role?.roletype === 'ROLESPEC_PUBLIC' ? 'PUBLIC' : (role?.rolename ?? 'the current user')
}

function grantFindings(node: Node | undefined): Finding[] {
  const grant = nodeAs(node, 'GrantStmt') ?? nodeAs(node, 'AlterDefaultPrivilegesStmt')?.action
  if (!grant?.is_grant) return []
  const found: Finding[] = []
  const rights = nodesAs(grant.privileges, 'AccessPriv').map(({ priv_name: name }) => (name ?? '').toUpperCase())
  const all = rights.length === 0
  if (nodesAs(grant.grantees, 'RoleSpec').some(({ roletype }) => roletype === 'ROLESPEC_PUBLIC') && !isUsual(grant.objtype, rights)) found.push(finding({ message: `${all ? 'All rights go' : `${rights.join(', ')} ${rights.length === 1 ? 'goes' : 'go'}`} to PUBLIC: to every role there is and will be.` }))
  if (grant.grant_option) found.push(finding({ message: 'The rights can be passed on: WITH GRANT OPTION.' }))
  return found
}

/** What PUBLIC has by itself, or what makes nothing readable. */
const isUsual = (type: string | undefined, rights: readonly string[]) => rights.length > 0 && rights.every((right) => right === 'USAGE' || (right === 'EXECUTE' && type === 'OBJECT_FUNCTION'))

/** Of user mappings and subscriptions. */
function optionPasswords(node: Node | undefined): Finding[] {
  const options = nodeAs(node, 'CreateUserMappingStmt')?.options ?? nodeAs(node, 'AlterUserMappingStmt')?.options
  const mapping = nodesAs(options, 'DefElem').some(({ defname, arg }) => defname === 'password' && arg)
  const connection = nodeAs(node, 'CreateSubscriptionStmt')?.conninfo ?? nodeAs(node, 'AlterSubscriptionStmt')?.conninfo ?? ''
  if (!mapping && !/\bpassword\s*=/i.test(connection)) return []
  return [finding({ message: `The password of a ${mapping ? 'user mapping' : 'subscription'} stands in the migration.`, severity: 'error' })]
}
