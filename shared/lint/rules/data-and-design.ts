import type { Rule } from '../rule.ts'
import { addRequiredColumn } from './add-required-column.ts'
import { affectedRowsOverLimit } from './affected-rows-over-limit.ts'
import { cascade } from './cascade.ts'
import { charOrVarcharLimit } from './char-or-varchar-limit.ts'
import { checkOrFkMayFail } from './check-or-fk-may-fail.ts'
import { dmlFailsInDryRun } from './dml-fails-in-dry-run.ts'
import { dropColumn } from './drop-column.ts'
import { dropConstraint } from './drop-constraint.ts'
import { dropNotNull } from './drop-not-null.ts'
import { dropSchemaOrDatabase } from './drop-schema-or-database.ts'
import { dropTable } from './drop-table.ts'
import { dropUsedIndex } from './drop-used-index.ts'
import { enumOrDomainDesign } from './enum-or-domain-design.ts'
import { extensionUpgradeOrReplicaIdentity } from './extension-upgrade-or-replica-identity.ts'
import { fkWithoutIndex } from './fk-without-index.ts'
import { forbiddenType } from './forbidden-type.ts'
import { grantRolePassword } from './grant-role-password.ts'
import { identifierTooLong } from './identifier-too-long.ts'
import { indexShape } from './index-shape.ts'
import { insertHygiene } from './insert-hygiene.ts'
import { jsonNotJsonb } from './json-not-jsonb.ts'
import { missingComment } from './missing-comment.ts'
import { naming } from './naming.ts'
import { narrowingType } from './narrowing-type.ts'
import { noPrimaryKey } from './no-primary-key.ts'
import { notNullMayFail } from './not-null-may-fail.ts'
import { onDeleteCascade } from './on-delete-cascade.ts'
import { ownerMismatch } from './owner-mismatch.ts'
import { rename } from './rename.ts'
import { renameEnumValue } from './rename-enum-value.ts'
import { requiredColumns } from './required-columns.ts'
import { rlsPolicyChange } from './rls-policy-change.ts'
import { schemaQualified } from './schema-qualified.ts'
import { serialNotIdentity } from './serial-not-identity.ts'
import { smallIntKey } from './small-int-key.ts'
import { timestampWithoutTz } from './timestamp-without-tz.ts'
import { truncate } from './truncate.ts'
import { unbatchedBackfill } from './unbatched-backfill.ts'
import { uniqueMayFail } from './unique-may-fail.ts'
import { untrackedDependency } from './untracked-dependency.ts'
import { updateDeleteWithoutWhere } from './update-delete-without-where.ts'
import { viewSecurityOptionsLost } from './view-security-options-lost.ts'

/** S2xx, S3xx and S5xx to S9xx: data lost, programs broken, data that do not fit, design, rights. */
export const dataAndDesign: readonly Rule[] = [
  dropTable, dropColumn, dropSchemaOrDatabase, truncate, cascade, dropConstraint, dropUsedIndex, narrowingType, onDeleteCascade,
  rename, renameEnumValue, addRequiredColumn, dropNotNull, untrackedDependency, extensionUpgradeOrReplicaIdentity,
  uniqueMayFail, notNullMayFail, checkOrFkMayFail, dmlFailsInDryRun,
  smallIntKey, serialNotIdentity, charOrVarcharLimit, timestampWithoutTz, jsonNotJsonb, enumOrDomainDesign, noPrimaryKey, fkWithoutIndex, identifierTooLong, indexShape,
  updateDeleteWithoutWhere, affectedRowsOverLimit, unbatchedBackfill, insertHygiene,
  grantRolePassword, rlsPolicyChange, viewSecurityOptionsLost, ownerMismatch,
  forbiddenType, missingComment, naming, requiredColumns, schemaQualified,
]
