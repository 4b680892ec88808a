import type { Rule } from '../rule.ts'
import { addColumnConstrainedDomain } from './add-column-constrained-domain.ts'
import { addColumnGeneratedStored } from './add-column-generated-stored.ts'
import { addColumnSerialOrIdentity } from './add-column-serial-or-identity.ts'
import { addColumnVolatileDefault } from './add-column-volatile-default.ts'
import { alterTypeRewrite } from './alter-type-rewrite.ts'
import { dropIndexNotConcurrent } from './drop-index-not-concurrent.ts'
import { indexNotConcurrent } from './index-not-concurrent.ts'
import { reindexNotConcurrent } from './reindex-not-concurrent.ts'
import { suppressionUnusedOrUnexplained } from './suppression-unused-or-unexplained.ts'
import { timestampToTimestamptz } from './timestamp-to-timestamptz.ts'

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
  suppressionUnusedOrUnexplained,
]
