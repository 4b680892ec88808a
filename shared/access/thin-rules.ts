import { roles, type Grant, type Role } from './roles.ts'

const viewer = new Set(['interlock', 'jobs', 'timeline'])
const owner = ['access.users', 'access.createUser', 'access.updateUser', 'access.resetPassword', 'access.removeUser', 'access.denials', 'environments.create', 'environments.update', 'environments.delete', 'app.openSample']
const developer = ['migrations.create', 'migrations.save', 'compare.write', 'preview.run', 'preview.keep', 'schema.snapshot', 'schema.deleteSnapshot', 'environments.test', 'rollback.preview', 'compare.run', 'compare.drift', 'timeline.compare']
const operatorAreas = new Set(['migrations', 'rollback', 'backups', 'restores', 'archives', 'confirmations'])

/** The least role that an operation asks for. */
export function roleFor(operation: string, access: 'read' | 'write' | 'destructive'): Role {
  const [area = ''] = operation.split('.')
  if (owner.includes(operation) || area === 'hooks') return 'owner'
  if (access === 'read' || viewer.has(area) || area === 'access') return 'viewer'
  if (developer.includes(operation)) return 'developer'
  if (area === 'approvals') return 'approver'
  return operatorAreas.has(area) ? 'operator' : 'developer'
}

/** The highest role that the grants give on an environment; of null: on all of them. */
export function roleOn(grants: readonly Grant[], env: string | null): Role | null {
  const given = grants.filter((grant) => grant.env === '*' || grant.env === env).map(({ role }) => roles.indexOf(role))
  return given.length === 0 ? null : (roles[Math.max(...given)] ?? null)
}

export function reaches(has: Role | null, needed: Role): boolean {
  return has !== null && roles.indexOf(has) >= roles.indexOf(needed)
}
