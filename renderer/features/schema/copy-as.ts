import type { ObjectPage } from '#shared/contract/schema.ts'
import { quoteIdentifier } from '#shared/sql/quote.ts'
import { insertTemplate, selectTemplate } from './templates.sql.ts'

export const copyForms = ['name', 'qualified', 'select', 'insert', 'ddl', 'json'] as const
export type CopyForm = (typeof copyForms)[number]

const relations: ReadonlySet<string> = new Set(['table', 'foreign-table', 'view', 'materialized-view'])

export const hasRows = (kind: string): boolean => relations.has(kind)

/** Forms that make sense for a kind of object. */
export function formsFor(kind: string): CopyForm[] {
  return copyForms.filter((form) => (form === 'select' ? hasRows(kind) : form === 'insert' ? kind === 'table' || kind === 'foreign-table' : true))
}

/** `public."Wish ""list"""`; routines keep their arguments. */
export function qualifiedName({ schema, name }: ObjectPage['object']): string {
  const bracket = name.indexOf('(')
  const plain = bracket > 0 && name.endsWith(')') ? name.slice(0, bracket) : name
  return `${schema === null ? '' : `${quoteIdentifier(schema)}.`}${quoteIdentifier(plain)}${name.slice(plain.length)}`
}

/** The text of a form, ready for the clipboard. */
export function copyText(page: ObjectPage, form: CopyForm): string {
  const name = qualifiedName(page.object)
  if (form === 'name') return page.object.name
  if (form === 'qualified') return name
  if (form === 'select') return selectTemplate(name, page.columns.map((column) => quoteIdentifier(column.name)))
  if (form === 'insert') return insertTemplate(name, page.columns.filter(({ generated, identity }) => generated === null && identity !== 'always').map((column) => ({ name: quoteIdentifier(column.name), type: column.type })))
  if (form === 'ddl') return page.ddl
  return JSON.stringify({ object: page.object, owner: page.owner, comment: page.comment, data: page.data, columns: page.columns, parts: page.parts, privileges: page.privileges }, null, 2)
}
