import type { Hidden } from '#shared/contract/document-shape.ts'
import type { Json } from '#shared/schema/fact.ts'
import type { HidingRules } from './hiding-rules.ts'
import { commentPattern, secretName } from './secret-patterns.ts'

/** What of a schema may come out, for one caller and one question. */
export interface VeilOptions {
  rules: HidingRules
  /** Bodies and definitions are asked for. */
  definitions: boolean
  /** The caller's role may see them. */
  mayDefine: boolean
  /** Nothing is looked at any more: every text is hidden. */
  blind?: boolean
}

/** A longer text is not looked through but hidden. */
const longest = 1 << 20

const byPattern: Hidden = { hidden: 'pattern' }
const byRole: Hidden = { hidden: 'role' }

/** Names of PostgreSQL's own objects in quotes, such as that of the sequence in nextval: no secret. */
const quotedNames = /'[^']{1,200}'::(?:pg_catalog\.)?reg[a-z]{1,20}/g

export class Veil {
  readonly #options: VeilOptions

  constructor(options: VeilOptions) {
    this.#options = options
  }

  /** SQL that somebody wrote; `about` names what it is the value of, such as a column. */
  text(sql: string, about?: string): string | Hidden {
    return this.#isSecret(about === undefined ? sql : `${about} = ${sql}`) ? byPattern : sql
  }

  textOrNull(sql: string | null | undefined, about?: string): string | Hidden | null {
    return sql === null || sql === undefined ? null : this.text(sql, about)
  }

  /** undefined: not asked for. */
  body(sql: string | null | undefined, about?: string): string | Hidden | undefined {
    if (!this.#options.definitions || sql === null || sql === undefined) return undefined
    return this.#options.mayDefine ? this.text(sql, about) : byRole
  }

  get definitions(): boolean {
    return this.#options.definitions
  }

  get mayDefine(): boolean {
    return this.#options.mayDefine
  }

  comment(comment: string | null): string | Hidden | null {
    if (comment === null) return null
    const lines = comment.split('\n')
    const at = lines.findIndex((line) => this.#options.rules.privateMarkers.some((marker) => line.trim().toLowerCase().startsWith(marker)))
    const open = (at < 0 ? comment : lines.slice(0, at).join('\n')).trim()
    if (open === '') return null
    return this.#isSecret(open) || commentPattern.test(open) ? byPattern : open
  }

  /** Attributes of an object as they are, their texts looked at one by one under their names. */
  attributes(data: Readonly<Record<string, Json>>): Record<string, unknown> {
    return Object.fromEntries(Object.keys(data).toSorted().map((name) => [name, this.#value(data[name] as Json, name)]))
  }

  #value(value: Json, name: string): unknown {
    if (typeof value === 'string') return secretName.test(name) ? byPattern : this.#option(value, name)
    if (typeof value !== 'object' || value === null) return value
    if (Array.isArray(value)) return value.map((one: Json) => this.#value(one, name))
    const record = value as Readonly<Record<string, Json>>
    return record['secret'] === true ? byPattern : this.attributes(record)
  }

  #option(value: string, name: string): string | Hidden {
    return this.#isSecret(value) || this.#isSecret(`${name} = '${value}'`) ? byPattern : value
  }

  #isSecret(text: string): boolean {
    if (this.#options.blind === true || text.length > longest) return true
    const looked = text.replace(quotedNames, 'name')
    return this.#options.rules.patterns.some((pattern) => pattern.test(looked))
  }
}
