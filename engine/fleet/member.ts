import type { Environment } from '#shared/contract/environments.ts'
import type { FleetMember } from '#shared/contract/fleet.ts'
import type { Engine, Vault } from '../engine.ts'
import { backupFolder } from '../backups/backup-folder.ts'

/** A member with the id of the environment on whose server it is. */
export interface Member extends FleetMember {
  serverId: string
}

/** What a member is reached with: the fleet's environment gives migrations and policies, the server's its address and credentials. */
export interface Whereabouts {
  base: Environment
  server: Environment
}

/**
 * The environment that a member is migrated as. Its id is its own, so that its backups are counted and expired apart from those of the
 * fleet's environment; `memberEngine` knows whose password it takes.
 */
export function memberEnvironment(engine: Pick<Engine, 'info'>, { base, server }: Whereabouts, { label, database, schema }: Pick<Member, 'label' | 'database' | 'schema'>): Environment {
  return {
    ...base, id: memberId(server.id, label), name: `${base.name}/${label}`, connection: { ...server.connection, database }, schema,
    hasPassword: server.hasPassword, sample: server.sample, backupFolder: backupFolder(engine, base),
  }
}

const separator = ':member:'

function memberId(serverId: string, label: string): string {
  return `${serverId}${separator}${label}`
}

/** An engine that acts in the name of whoever started the work and knows the passwords of members. */
export function memberEngine(engine: Engine, actor: Engine['actor'] = engine.actor): Engine {
  return { ...engine, actor, vault: memberVault(engine.vault) }
}

function memberVault(vault: Vault): Vault {
  return {
    info: vault.info,
    get: (key) => vault.get(key.split(separator, 1)[0] ?? key),
    set: (key, secret) => vault.set(key, secret),
    delete: (key) => vault.delete(key),
  }
}
