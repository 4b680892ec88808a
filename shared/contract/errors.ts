/**
 * The closed list of what can go wrong at the boundary. One table gives each code its HTTP status, exit code and words;
 * every host reads it here, and the Chinese words in `renderer/i18n` are held complete by a test.
 */
interface ErrorKind {
  /** HTTP status. */
  readonly status: number
  /** Exit code of the command line; the table in docs/cli.md is checked against this one. */
  readonly exit: number
  /** Whether the same call can succeed later without anyone changing anything. */
  readonly retryable: boolean
  /** English sentence; `{name}` is replaced by the parameter of that name. */
  readonly message: string
  /** What to do next. */
  readonly help: string
}

const kinds = {
  // Requests
  bad_request: [400, 2, false, 'The request is not valid: {problem}', 'Correct the value named above and try again.'],
  sign_in_required: [401, 2, false, 'You are not signed in to this Strata.', 'Open the link that "strata serve" printed, or send an API token as "Authorization: Bearer ...".'],
  sign_in_failed: [401, 2, false, 'The name or the password is not right.', 'Try again, or ask an owner for a new password.'],
  role_missing: [403, 2, false, '{what} needs the role {role} on {env}.', 'Ask an owner for that role, or let somebody who has it do this.'],
  signature_invalid: [401, 2, false, 'The request is not signed as it must be: {problem}', 'Sign timestamp, nonce and body with the secret of this hook; docs/hooks.md shows how.'],
  replayed: [409, 2, false, 'This request was seen before.', 'Send each request once, with a nonce of its own and the time of sending.'],
  rate_limited: [429, 7, true, 'Too many requests: {limit}.', 'Wait {seconds} s and try again.'],
  too_large: [413, 2, false, 'The request is larger than {limit}.', 'Send less at a time.'],
  too_slow: [408, 7, true, 'The request was not complete within {seconds} s.', 'Send it again.'],
  overloaded: [503, 7, true, 'Strata is too busy to take more work: {what}.', 'Wait {seconds} s and try again. Running jobs go on.'],
  shutting_down: [503, 7, true, 'Strata is ending and takes no new work.', 'Try again when it has started.'],
  not_allowed: [403, 2, false, '{what} is not allowed here.', 'Use an access link or an environment that permits it.'],
  not_found: [404, 2, false, 'There is no {what} named "{name}".', 'List what exists, then use one of those names.'],
  already_exists: [409, 2, false, '{what} "{name}" exists already.', 'Choose another name.'],
  confirmation_required: [409, 3, false, '{env} is a production environment and asks for confirmation.', 'Type the name of the environment; on the command line add --yes.'],
  reason_required: [409, 3, false, '{env} asks for a reason.', 'Say why; on the command line add --reason "...".'],
  // Connections
  host_unknown: [502, 4, true, 'The host name "{host}" cannot be resolved.', 'Check the spelling of the host, the network and the VPN.'],
  host_unreachable: [502, 4, true, 'Nothing answers at {host}:{port} ({cause}).', 'Check that PostgreSQL is running there, that the port is right and that no firewall is between.'],
  not_postgres: [502, 4, false, 'What answers at {host}:{port} is not PostgreSQL.', 'Another program uses that port. Check the port number.'],
  tls_failed: [502, 4, false, 'The encrypted connection to {host} failed: {cause}', 'Check sslmode, the CA certificate and the host name in the server certificate.'],
  auth_failed: [502, 4, false, 'The server refused user "{user}".', 'Check the user name and the password. If both are right, the server may need an entry in pg_hba.conf for this address.'],
  password_missing: [401, 4, false, 'A password is needed for user "{user}" and none is stored.', 'Enter the password in the environment, or add a line to the .pgpass file.'],
  database_missing: [502, 4, false, 'There is no database "{database}" on this server.', 'Check the spelling or create it: CREATE DATABASE.'],
  server_busy: [503, 4, true, 'The server has no free connection.', 'Close other sessions or raise max_connections, then try again.'],
  server_starting: [503, 4, true, 'The server is starting or stopping.', 'Wait a moment and try again.'],
  connection_lost: [502, 4, true, 'The connection to the server was lost.', 'Check that the server is running, then look at the status before trying again.'],
  permission_denied: [403, 4, false, 'User "{user}" may not do this: {problem}', 'Ask the owner for the privilege, or connect as a user who has it.'],
  server_unsupported: [501, 4, false, 'PostgreSQL {version} is not supported.', 'Strata works with PostgreSQL 13 and later.'],
  // Migration files
  folder_missing: [404, 2, false, 'The migrations folder {folder} cannot be read.', 'Check the path in the environment.'],
  file_unreadable: [422, 5, false, '{file} cannot be read as a migration: {problem}', 'Correct the file, then try again.'],
  duplicate_version: [422, 5, false, 'Version {version} has more than one file: {files}', 'Give each file a version of its own.'],
  validation_failed: [409, 5, false, 'The files and the history do not agree: {problem}', 'Look at the findings. Restore the files, or run repair if the difference is intended.'],
  version_unknown: [404, 2, false, 'There is no version {version} here.', 'Choose one of the versions that status lists.'],
  undo_missing: [409, 5, false, 'There is no undo file for version {version}.', 'Write {file}, or restore a backup made before that version.'],
  plan_changed: [409, 6, false, 'The plan has changed since it was shown.', 'Look at the new plan and confirm it again.'],
  mixed_transaction: [422, 5, false, '{file} mixes statements that need a transaction with "{statement}", which cannot run in one.', 'Move that statement into a file of its own.'],
  transaction_control: [422, 5, false, '{file} contains {statement}, which would end the transaction of the migration.', 'Remove it: each migration runs in a transaction of its own.'],
  psql_command: [422, 5, false, '{file} contains the psql command {statement}, which only psql can run.', 'Replace it by SQL, for example COPY ... FROM STDIN with its data in the file.'],
  file_changed: [409, 6, false, '{file} was changed on the disk since it was opened.', 'Look at the difference, then keep one of the two.'],
  already_applied: [409, 5, false, '{file} is applied already; changing it would break its checksum.', 'Write a new migration instead, or save it all the same and repair the history.'],
  // Schemas
  source_invalid: [400, 2, false, '{source} cannot be compared: {problem}', 'Write env:NAME, a postgres:// URL, dir:FOLDER[@VERSION], snapshot:ID or a file, or backup:ID.'],
  snapshot_unreadable: [422, 2, false, 'The snapshot {snapshot} cannot be read: {problem}', 'Take a new snapshot, or choose another one.'],
  schema_changing: [503, 7, true, 'The schema was changed while it was read, {attempts} times in a row: {problem}', 'Wait until the change of the schema has ended, then try again.'],
  shadow_unavailable: [501, 12, false, 'There is no server on which a shadow database can be made: {problem}', 'Give the user of a development environment the attribute CREATEDB, or install PostgreSQL {major} on this machine.'],
  shadow_failed: [422, 8, false, 'The schema could not be built in a shadow database: {problem}', 'Correct the statement that is named, or install what it needs on the server of the shadow.'],
  plan_impossible: [422, 5, false, 'No order of statements turns one schema into the other: {problem}', 'Take fewer differences at a time, or write that step by hand.'],
  // Running
  history_locked: [409, 7, true, 'Another run holds the migration lock: {holder}', 'Wait until it has ended. If that session is gone for good, end it with: SELECT pg_terminate_backend({pid})'],
  history_unusable: [409, 5, false, 'The history table {table} cannot be used: {problem}', 'Ask the owner of the table for the privilege, or choose another history table in the environment.'],
  history_failed_rows: [409, 5, false, '{script} failed in an earlier run and its failure is still recorded.', 'Check what the failed script left behind, then run repair.'],
  lock_timeout: [503, 7, true, 'A lock could not be had within {timeout} after {attempts} attempts.', 'Someone else uses the table. See who blocks, wait or end that session, then try again.'],
  statement_failed: [422, 8, false, '{file}, line {line}: {problem}', 'Correct the statement, then migrate again.'],
  undo_failed: [422, 8, false, 'The undo {file} failed in line {line}: {problem}', 'Correct the undo file, or restore a backup.'],
  invalid_index: [409, 8, false, 'Index {index} was left behind invalid.', 'Drop it with DROP INDEX CONCURRENTLY {index}, then migrate again.'],
  outcome_unknown: [502, 9, true, 'The connection was lost while {what}; whether it took effect is not known yet.', 'When the server answers again, look at the status: the history says what really happened.'],
  cancelled: [409, 10, false, 'Cancelled.', 'Nothing more is to be done; start again whenever wanted.'],
  // Backups
  client_missing: [501, 11, false, 'No {tool} for PostgreSQL {major} was found here.', '{install}'],
  backup_failed: [500, 11, false, 'The backup failed: {problem}', 'Nothing was changed in the database. Correct the cause and try again.'],
  backup_damaged: [422, 11, false, 'Backup {backup} is damaged: {problem}', 'Choose another backup.'],
  backup_newer: [422, 11, false, 'Backup {backup} comes from PostgreSQL {from}; this server is {to}.', 'Restore it on a server of version {from} or later.'],
  disk_full: [507, 11, false, 'There is not enough room on the disk for {what}.', 'Free some space or choose another folder. Nothing that existed was touched.'],
  target_exists: [409, 11, false, 'Database "{database}" exists already.', 'Choose a name that is not in use; an existing database is never overwritten.'],
  target_in_use: [409, 11, true, 'Database "{database}" is in use: {sessions}', 'Close these connections, or allow them to be ended.'],
  backup_unusable: [422, 11, false, '{file} cannot be restored: {problem}', 'Choose a dump made by pg_dump. What cannot be restored safely is not restored in part.'],
  backup_locked: [422, 11, false, 'Backup {backup} is encrypted, and its key is not here.', 'Import the key, or restore on the machine that made the backup.'],
  deletion_refused: [409, 11, false, 'Backup {backup} is not deleted: {problem}', 'Take away what protects it first.'],
  swap_unfinished: [409, 11, false, 'A replacement of database "{database}" was begun and not finished.', 'Finish it or go back; both are offered under Backups and by "strata restore resume".'],
  // Approvals, hooks and fleets
  approval_required: [409, 3, false, '{env} asks for an approval before this.', 'Ask for it under Approvals, or by "strata approvals ask".'],
  approval_closed: [409, 3, false, 'The request for approval is closed: {problem}', 'Ask again for the plan that is shown now.'],
  address_refused: [422, 2, false, 'The address {address} is not called: {problem}', 'Give an address that the policy of this server permits.'],
  delivery_failed: [502, 7, true, 'The webhook "{name}" could not be delivered: {problem}', 'Check the address and the receiver; failed deliveries are kept and can be sent again.'],
  last_owner: [409, 2, false, 'There must be an owner of everything: {problem}', 'Make somebody else an owner first.'],
  fleet_stopped: [409, 8, false, 'The fleet run stopped: {problem}', 'Look at the databases that failed, then resume it.'],
  // Going back
  rollback_impossible: [409, 5, false, 'There is no way back to that point: {problem}', 'Choose a point that a backup or proved undos lead to.'],
  rollback_failed: [422, 8, false, 'The way back stopped at step {step}: {problem}', 'What was done and what is left is in the plan; go on from there or go back.'],
  confirmation_invalid: [409, 3, false, 'The confirmation does not hold: {problem}', 'Confirm the plan that is shown now.'],
  second_person_required: [409, 3, false, '{env} asks for a second person.', 'Let somebody else confirm this plan.'],
  dump_running: [409, 7, true, 'A dump of database "{database}" is running: {who}', 'Wait until it has ended, or go on with a reason.'],
  migration_running: [409, 7, true, 'Database "{database}" is being migrated: {who}', 'Wait until the migration has ended, or go on with a reason.'],
  restore_failed: [500, 11, false, 'The restore into "{database}" failed: {problem}', 'The original database was not touched. See the log for the first real error.'],
  // The studio itself
  vault_unavailable: [500, 12, false, 'Passwords cannot be kept safely here: {problem}', 'Use a .pgpass file, or the key file described in the documentation.'],
  store_unusable: [500, 12, false, 'The store cannot be used: {problem}', 'Close other copies of Strata. If it persists, start with another folder in STRATA_HOME.'],
  sample_unavailable: [501, 12, false, 'The sample cannot be started: {problem}', 'Connect to a database of your own instead.'],
  interrupted: [500, 12, true, 'Strata ended while this was running.', 'Look at the status: the history says what took effect.'],
  host_gone: [503, 12, true, 'Strata itself does not answer.', 'It is being asked again; running jobs go on without this window. If it stays so, start Strata again.'],
  internal: [500, 70, false, 'Something went wrong inside Strata.', 'Try again. If it persists, report it with reference {ref}.'],
} as const satisfies Record<string, readonly [number, number, boolean, string, string]>

export type ErrorCode = keyof typeof kinds

export const errorCodes = Object.keys(kinds) as ErrorCode[]

export function errorKind(code: ErrorCode): ErrorKind {
  const [status, exit, retryable, message, help] = kinds[code]
  return { status, exit, retryable, message, help }
}

/** Replaces `{name}` by the parameter; a name without a parameter stays as it is, so that a gap is seen. */
export function fillWords(template: string, params: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => (name in params ? String(params[name]) : whole))
}
