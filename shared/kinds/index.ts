import type { Kind, Registry } from '../schema/kind.ts'
import { collation } from './collation/index.ts'
import { comment } from './comment/index.ts'
import { composite } from './composite/index.ts'
import { defaultPrivilege } from './default-privilege/index.ts'
import { domainConstraint } from './domain-constraint/index.ts'
import { domain } from './domain/index.ts'
import { enumeration } from './enum/index.ts'
import { foreignDataWrapper } from './foreign-data-wrapper/index.ts'
import { foreignTable } from './foreign-table/index.ts'
import { owner } from './owner/index.ts'
import { privilege } from './privilege/index.ts'
import { publication } from './publication/index.ts'
import { range } from './range/index.ts'
import { schema } from './schema/index.ts'
import { securityLabel } from './security-label/index.ts'
import { server } from './server/index.ts'
import { subscription } from './subscription/index.ts'
import { textSearchConfiguration } from './text-search-configuration/index.ts'
import { textSearchDictionary } from './text-search-dictionary/index.ts'
import { textSearchParser } from './text-search-parser/index.ts'
import { textSearchTemplate } from './text-search-template/index.ts'
import { userMapping } from './user-mapping/index.ts'

/** Every kind, in no order that matters. */
const all: readonly Kind[] = [
  schema,
  enumeration, composite, domain, domainConstraint, range, collation,
  textSearchParser, textSearchTemplate, textSearchDictionary, textSearchConfiguration,
  foreignDataWrapper, server, userMapping, foreignTable,
  publication, subscription,
  owner, privilege, comment, securityLabel, defaultPrivilege,
]

export const kinds: Registry = new Map(all.map((kind) => [kind.name, kind]))
