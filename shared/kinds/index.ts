import type { Kind, Registry } from '../schema/kind.ts'
import { aggregate } from './aggregate/index.ts'
import { cast } from './cast/index.ts'
import { eventTrigger } from './event-trigger/index.ts'
import { extension } from './extension/index.ts'
import { functionKind } from './function/index.ts'
import { language } from './language/index.ts'
import { materializedView } from './materialized-view/index.ts'
import { operator } from './operator/index.ts'
import { operatorClass } from './operator-class/index.ts'
import { operatorFamily } from './operator-family/index.ts'
import { policy } from './policy/index.ts'
import { procedure } from './procedure/index.ts'
import { rule } from './rule/index.ts'
import { schema } from './schema/index.ts'
import { trigger } from './trigger/index.ts'
import { view } from './view/index.ts'
import { viewDefault } from './view-default/index.ts'

/** Every kind, in no order that matters. */
const all: readonly Kind[] = [
  schema,
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
