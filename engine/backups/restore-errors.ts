import type { RestoreResult } from '#shared/contract/backups.ts'
import type { RestoreError } from './restore-output.ts'

export type Verdict =
  /** Nothing is missing because of it. */
  | { kind: 'harmless'; why: string }
  /** The data is whole, and something beside it is not as it was. */
  | { kind: 'difference'; difference: RestoreResult['differences'][number] }
  /** Something that was asked for is missing. */
  | { kind: 'real' }

export interface SortFrame {
  /** User that restores. */
  user: string
  serverMajor: number
  /** Only chosen schemas or tables are in the archive. */
  partial?: boolean
}

/**
 * Says what an error of pg_restore means. Commands are PostgreSQL's own and not translated, so they are looked at before the message,
 * which a server may say in another language.
 */
export function sortRestoreError(error: RestoreError, frame: SortFrame): Verdict {
  for (const rule of rules) {
    const verdict = rule(error, error.command ?? '', frame)
    if (verdict) return verdict
  }
  return { kind: 'real' }
}

type Rule = (error: RestoreError, command: string, frame: SortFrame) => Verdict | undefined

const harmless = (why: string): Verdict => ({ kind: 'harmless', why })
const noRole = /role "(.*?)" does not exist/

const rules: readonly Rule[] = [
  (_error, command) => (/^CREATE SCHEMA "?public"?;/.test(command) ? harmless('Every new database has the schema public already.') : undefined),
  ({ message }, command) =>
    /^CREATE (EXTENSION|.*LANGUAGE)\b/.test(command) && /already exists/.test(message) ? harmless('It came with the new database already.') : undefined,
  ({ message }, command) =>
    /^COMMENT ON (SCHEMA|EXTENSION)\b/.test(command) && /must be owner of|does not exist/.test(message)
      ? harmless('It is only a comment, which the owner alone may set.')
      : undefined,
  ownerRule,
  privilegeRule,
  ({ message }, command, { serverMajor }) =>
    /^SET \w+ = /.test(command) && /unrecognized configuration parameter/.test(message)
      ? harmless(`A newer pg_restore sets it for its own session; PostgreSQL ${serverMajor} does not know it and does not need it.`)
      : undefined,
  (_error, command) =>
    command.startsWith('SET default_tablespace = ') ? harmless('That tablespace is not on this server; the tables lie in the default one.') : undefined,
  extensionRule,
  superuserRule,
  partialRule,
]

function ownerRule({ message }: RestoreError, command: string, { user }: SortFrame): Verdict | undefined {
  if (!/^ALTER .* OWNER TO /s.test(command)) return undefined
  if (/^ALTER (SCHEMA public|EXTENSION) /.test(command)) return harmless('It belongs to the new database as the server made it.')
  const role = noRole.exec(message)?.[1]
  if (role !== undefined) return harmless(`There is no role "${role}" on this server; the object is there and belongs to "${user}".`)
  return /must be member of role|must be able to SET ROLE/.test(message) ? harmless(`Only a superuser may give objects to others; the object is there and belongs to "${user}".`) : undefined
}

function privilegeRule({ message }: RestoreError, command: string): Verdict | undefined {
  if (!/^(GRANT|REVOKE|ALTER DEFAULT PRIVILEGES|SET SESSION AUTHORIZATION)\b/.test(command)) return undefined
  const role = noRole.exec(message)?.[1]
  if (role !== undefined) return harmless(`There is no role "${role}" on this server, so there is nobody to give privileges to.`)
  return difference('Privileges', firstLine(command), message)
}

/** Objects that need the extension raise errors of their own; those are real. */
function extensionRule({ message }: RestoreError, command: string): Verdict | undefined {
  const name = /^CREATE EXTENSION (?:IF NOT EXISTS )?("(?:[^"]|"")+"|[^\s;]+)/.exec(command)?.[1]
  return name === undefined ? undefined : difference(`Extension ${name.replaceAll('"', '')}`, 'installed', message)
}

const superuserKinds = /^CREATE (EVENT TRIGGER|PUBLICATION|SUBSCRIPTION|FOREIGN DATA WRAPPER|SERVER|USER MAPPING)\b/

/** Kinds that hold no data, and that a plain user may not make. */
function superuserRule({ message }: RestoreError, command: string): Verdict | undefined {
  if (/^SECURITY LABEL\b/.test(command)) return difference('Security label', firstLine(command), message)
  if (/^CREATE POLICY\b/.test(command) && noRole.test(message)) return difference('Row-level security policy', firstLine(command), message)
  return superuserKinds.test(command) && /permission denied|must be superuser|does not exist/.test(message) ? difference(firstLine(command), 'restored', message) : undefined
}

const binding = /^(?:ALTER TABLE .*? ADD CONSTRAINT .*? FOREIGN KEY|CREATE (?:CONSTRAINT )?TRIGGER|ALTER TABLE .*? ATTACH PARTITION|ALTER INDEX .*? ATTACH PARTITION)\b/s

/** What binds chosen tables to others that are not in the archive; the rows are whole without it. */
function partialRule({ message }: RestoreError, command: string, { partial = false }: SortFrame): Verdict | undefined {
  if (!partial || !binding.test(command) || !/does not exist/.test(message)) return undefined
  return difference(command.replaceAll(/\s+/g, ' ').slice(0, 200), 'restored', `${message}; it was not chosen for the backup`)
}

function difference(subject: string, expected: string, found: string): Verdict {
  return { kind: 'difference', difference: { subject, expected, found } }
}

function firstLine(command: string): string {
  return (command.split('\n')[0] ?? command).slice(0, 200)
}
