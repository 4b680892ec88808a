import type { Rule } from '../rule.ts'
import { addCheckValidating } from './add-check-validating.ts'
import { addColumnConstrainedDomain } from './add-column-constrained-domain.ts'
import { addColumnGeneratedStored } from './add-column-generated-stored.ts'
import { addColumnSerialOrIdentity } from './add-column-serial-or-identity.ts'
import { addColumnVolatileDefault } from './add-column-volatile-default.ts'
import { addExclusionConstraint } from './add-exclusion-constraint.ts'
import { addFkValidating } from './add-fk-validating.ts'
import { addPrimaryKey } from './add-primary-key.ts'
import { addUniqueConstraint } from './add-unique-constraint.ts'
import { alterTypeRewrite } from './alter-type-rewrite.ts'
import { attachPartitionScan } from './attach-partition-scan.ts'
import { cicIfNotExistsMasksInvalid } from './cic-if-not-exists-masks-invalid.ts'
import { concurrentlyInTransaction } from './concurrently-in-transaction.ts'
import { createTriggerLock } from './create-trigger-lock.ts'
import { ddlMixedWithBackfill } from './ddl-mixed-with-backfill.ts'
import { detachPartitionBlocking } from './detach-partition-blocking.ts'
import { domainConstraintOrNotNull } from './domain-constraint-or-not-null.ts'
import { dropIndexNotConcurrent } from './drop-index-not-concurrent.ts'
import { enumValueUsedSameTransaction } from './enum-value-used-same-transaction.ts'
import { indexBuildLoad } from './index-build-load.ts'
import { indexNotConcurrent } from './index-not-concurrent.ts'
import { lockTimeoutMissing } from './lock-timeout-missing.ts'
import { nestedOrUncommittedTransaction } from './nested-or-uncommitted-transaction.ts'
import { newTableFkLocksParent } from './new-table-fk-locks-parent.ts'
import { notRerunnableNoTxFile } from './not-rerunnable-no-tx-file.ts'
import { opaqueDynamicSql } from './opaque-dynamic-sql.ts'
import { pkUsingNullableIndex } from './pk-using-nullable-index.ts'
import { psqlMetacommandInSql } from './psql-metacommand-in-sql.ts'
import { refreshMatviewBlocking } from './refresh-matview-blocking.ts'
import { reindexNotConcurrent } from './reindex-not-concurrent.ts'
import { sessionStateLeak } from './session-state-leak.ts'
import { setLoggedAccessmethodTablespace } from './set-logged-accessmethod-tablespace.ts'
import { setNotNullScan } from './set-not-null-scan.ts'
import { severalAltersSameTable } from './several-alters-same-table.ts'
import { statementTimeoutMissing } from './statement-timeout-missing.ts'
import { suppressionUnusedOrUnexplained } from './suppression-unused-or-unexplained.ts'
import { timestampToTimestamptz } from './timestamp-to-timestamptz.ts'
import { unparsableOrMissingObject } from './unparsable-or-missing-object.ts'
import { vacuumFullOrCluster } from './vacuum-full-or-cluster.ts'
import { workAfterStrongLock } from './work-after-strong-lock.ts'

/** S1xx: what waits, is written anew or read from end to end; S4xx: how a file runs. */
export const locking: readonly Rule[] = [
  indexNotConcurrent,
  dropIndexNotConcurrent,
  reindexNotConcurrent,
  addColumnVolatileDefault,
  addColumnSerialOrIdentity,
  addColumnGeneratedStored,
  addColumnConstrainedDomain,
  alterTypeRewrite,
  timestampToTimestamptz,
  setNotNullScan,
  addCheckValidating,
  addFkValidating,
  addUniqueConstraint,
  addPrimaryKey,
  pkUsingNullableIndex,
  addExclusionConstraint,
  attachPartitionScan,
  detachPartitionBlocking,
  vacuumFullOrCluster,
  refreshMatviewBlocking,
  setLoggedAccessmethodTablespace,
  createTriggerLock,
  domainConstraintOrNotNull,
  workAfterStrongLock,
  severalAltersSameTable,
  newTableFkLocksParent,
  indexBuildLoad,
  concurrentlyInTransaction,
  lockTimeoutMissing,
  statementTimeoutMissing,
  nestedOrUncommittedTransaction,
  enumValueUsedSameTransaction,
  notRerunnableNoTxFile,
  cicIfNotExistsMasksInvalid,
  ddlMixedWithBackfill,
  sessionStateLeak,
  opaqueDynamicSql,
  psqlMetacommandInSql,
  unparsableOrMissingObject,
  suppressionUnusedOrUnexplained,
]
