import type { Kind, Registry } from '../schema/kind.ts'
import { aggregate } from './aggregate/index.ts'
import { cast } from './cast/index.ts'
import { collation } from './collation/index.ts'
import { comment } from './comment/index.ts'
import { composite } from './composite/index.ts'
import { defaultPrivilege } from './default-privilege/index.ts'
import { domainConstraint } from './domain-constraint/index.ts'
import { domain } from './domain/index.ts'
import { enumeration } from './enum/index.ts'
import { eventTrigger } from './event-trigger/index.ts'
import { extension } from './extension/index.ts'
import { foreignDataWrapper } from './foreign-data-wrapper/index.ts'
import { foreignTable } from './foreign-table/index.ts'
import { functionKind } from './function/index.ts'
import { language } from './language/index.ts'
import { materializedView } from './materialized-view/index.ts'
import { operatorClass } from './operator-class/index.ts'
import { operatorFamily } from './operator-family/index.ts'
import { operator } from './operator/index.ts'
import { owner } from './owner/index.ts'
import { policy } from './policy/index.ts'
import { privilege } from './privilege/index.ts'
import { procedure } from './procedure/index.ts'
import { publication } from './publication/index.ts'
import { range } from './range/index.ts'
import { rule } from './rule/index.ts'
import { schema } from './schema/index.ts'
import { securityLabel } from './security-label/index.ts'
import { server } from './server/index.ts'
import { subscription } from './subscription/index.ts'
import { textSearchConfiguration } from './text-search-configuration/index.ts'
import { textSearchDictionary } from './text-search-dictionary/index.ts'
import { textSearchParser } from './text-search-parser/index.ts'
import { textSearchTemplate } from './text-search-template/index.ts'
import { trigger } from './trigger/index.ts'
import { userMapping } from './user-mapping/index.ts'
import { viewDefault } from './view-default/index.ts'
import { view } from './view/index.ts'
import { columnDefault } from './default/index.ts'
import { column } from './column/index.ts'
import { constraint } from './constraint/index.ts'
import { index } from './index/index.ts'
import { sequence } from './sequence/index.ts'
import { statistics } from './statistics/index.ts'
import { table } from './table/index.ts'

/** Every kind, in no order that matters. */
const all: readonly Kind[] = [
  schema,
  sequence,
  table,
  column,
  columnDefault,
  constraint,
  index,
  statistics,
  enumeration,
  composite,
  domain,
  domainConstraint,
  range,
  collation,
  textSearchParser,
  textSearchTemplate,
  textSearchDictionary,
  textSearchConfiguration,
  foreignDataWrapper,
  server,
  userMapping,
  foreignTable,
  publication,
  subscription,
  owner,
  privilege,
  comment,
  securityLabel,
  defaultPrivilege,
  extension,
  language,
  functionKind,
  procedure,
  aggregate,
  operator,
  operatorFamily,
  operatorClass,
  cast,
  view,
  viewDefault,
  materializedView,
  rule,
  trigger,
  policy,
  eventTrigger,
]

export const kinds: Registry = new Map(all.map((kind) => [kind.name, kind]))
