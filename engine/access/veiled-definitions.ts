import { isAtLeast, roleOn } from '#shared/access/roles.ts'
import type { Engine } from '../engine.ts'
import type { Call } from '../operations/dispatch.ts'
import { readHidingRules } from '../schema/document/hiding-rules.ts'
import { commentPattern } from '../schema/document/secret-patterns.ts'

/** Operations that answer with SQL of the database itself. */
const definers: ReadonlySet<string> = new Set(['schema.object', 'schema.ddl', 'compare.show', 'compare.object', 'compare.plan'])

/** Fields that hold such SQL, or comments; what lies below them too. */
const defining: ReadonlySet<string> = new Set(['ddl', 'sql', 'default', 'generated', 'definition', 'data', 'comment', 'statement', 'statements', 'attributes', 'before', 'after', 'a', 'b'])

/** Stands in the place of a text; a comment of SQL, so that the rest can still be read as SQL. */
const veil = '-- hidden: it may hold a secret. Who has the role developer sees it.'

/** The answer, for a caller below the role developer without texts that look as if they held a secret: by the rules of schema documents. */
export function withoutSecrets(engine: Engine, { caller, operation, input }: Call, output: unknown): unknown {
  if (caller.kind === 'local' || !definers.has(operation.name)) return output
  const { env } = (input ?? {}) as { env?: unknown }
  const id = typeof env === 'string' ? engine.environments.get(env).id : '*'
  if (isAtLeast(roleOn(caller.grants, id), 'developer')) return output
  const { patterns } = readHidingRules(process.env['STRATA_SCHEMA_RULES'])
  return veiled(output, false, (text) => patterns.some((pattern) => pattern.test(text)) || commentPattern.test(text))
}

function veiled(value: unknown, below: boolean, isSecret: (text: string) => boolean): unknown {
  if (typeof value === 'string') return below && isSecret(value) ? veil : value
  if (Array.isArray(value)) return value.map((one) => veiled(one, below, isSecret))
  if (typeof value !== 'object' || value === null || value instanceof Date) return value
  // What a text is the value of may say more than the text: the default of a column that is called password.
  const { name } = value as { name?: unknown }
  const isSecretOf = typeof name === 'string' ? (text: string) => isSecret(text) || isSecret(`${name} = ${text}`) : isSecret
  return Object.fromEntries(Object.entries(value).map(([key, inside]) => [key, veiled(inside, below || defining.has(key), isSecretOf)]))
}
