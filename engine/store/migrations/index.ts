import { postgresBase } from './postgres-base.sql.ts'
import { environments } from './001-environments.sql.ts'
import { hasPassword } from './002-has-password.sql.ts'
import { settings } from './003-settings.sql.ts'
import { jobs } from './004-jobs.sql.ts'
import { snapshots } from './005-snapshots.sql.ts'
import { shadowServer } from './006-shadow-server.sql.ts'
import { proofs } from './007-proofs.sql.ts'
import { backupRules } from './008-backup-rules.sql.ts'
import { journalMirror } from './010-journal-mirror.sql.ts'
import { restores } from './011-restores.sql.ts'
import { rollbacks } from './012-rollbacks.sql.ts'
import { confirmations } from './013-confirmations.sql.ts'
import { scheduledWork } from './015-scheduled-work.sql.ts'
import { accessUsers } from './020-access-users.sql.ts'
import { accessTokens } from './021-access-tokens.sql.ts'
import { accessDenials } from './022-access-denials.sql.ts'
import { webhooks } from './023-webhooks.sql.ts'
import { incomingHooks } from './024-incoming-hooks.sql.ts'
import { triggers } from './025-triggers.sql.ts'
import { approvals } from './026-approvals.sql.ts'
import { fleets } from './027-fleets.sql.ts'
import { fleetRuns } from './028-fleet-runs.sql.ts'
import { fleetMembers } from './029-fleet-members.sql.ts'

/** In order: the first makes version 1 of the store out of an empty file. A migration that was released is never edited. */
export const storeMigrations: readonly string[] = [
  environments,
  hasPassword,
  settings,
  jobs,
  snapshots,
  shadowServer,
  proofs,
  backupRules,
  journalMirror,
  restores,
  rollbacks,
  confirmations,
  scheduledWork,
  accessUsers,
  accessTokens,
  accessDenials,
  webhooks,
  incomingHooks,
  triggers,
  approvals,
  fleets,
  fleetRuns,
  fleetMembers,
]

/** The same for a store in PostgreSQL, whose first version has what is above up to the scheduled work. What comes after it is one text for both. */
export const postgresMigrations: readonly string[] = [postgresBase, ...storeMigrations.slice(storeMigrations.indexOf(scheduledWork) + 1)]
