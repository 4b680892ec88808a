import { quoteIdentifier } from '../sql/quote.ts'

/** `kind:path`, each part quoted where it must be: `column:public.orders.total`, `function:public.f(integer,text)`; of a satellite `kind@parent`: `comment@table:public.orders`. */
export type FactId = string

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json }

/** One thing that a schema says, small enough to be changed by itself. */
export interface Fact {
  readonly id: FactId
  readonly kind: string
  /** Names, unquoted, from the schema inwards: `["public", "orders", "total"]`. Of a satellite, what tells it from its sisters. */
  readonly path: readonly string[]
  /** What it is a part of and goes away with: a column's table, a comment's object. Not its schema. */
  readonly parent: FactId | null
  /** What is compared. Only what differs from PostgreSQL's default is there: `{}` is the plainest object. Texts are the server's own, read with an empty search_path. */
  readonly data: Readonly<Record<string, Json>>
  /** Shown or used for order and never compared: position, estimated rows. */
  readonly info?: Readonly<Record<string, Json>>
}

/** `signature`: what tells routines and operators of one name apart, as PostgreSQL prints it, without parentheses. */
export function factId(kind: string, path: readonly string[], signature?: string): FactId {
  const name = path.map((part) => (part === '' ? '""' : quoteIdentifier(part))).join('.')
  return `${kind}:${name}${signature === undefined ? '' : `(${signature})`}`
}

/** Id of a fact that says something about another one; `extra` tells sisters apart, such as the grantee of a privilege. */
export function satelliteId(kind: string, parent: FactId, ...extra: readonly string[]): FactId {
  return extra.length === 0 ? `${kind}@${parent}` : `${kind}:${extra.map((part) => (part === '' ? '""' : quoteIdentifier(part))).join('.')}@${parent}`
}

export function kindOf(id: FactId): string {
  const end = /[:@]/.exec(id)
  return end ? id.slice(0, end.index) : id
}
