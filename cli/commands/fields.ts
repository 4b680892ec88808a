import { InvalidArgumentError, Option } from 'commander'
import { z } from 'zod'
import { parseDuration } from './duration.ts'
import type { ShellOperation } from './shell-operations.ts'

export interface FieldSchema {
  type?: string
  enum?: string[]
  items?: { type?: string; enum?: string[] }
  default?: unknown
  description?: string
}

/** An input field and the options by which the shell gives it. */
export interface Field {
  name: string
  /** Name under which commander keeps the value. */
  attribute: string
  schema: FieldSchema
  required: boolean
  options: Option[]
}

/** Fields that the shell fills from its target and from `--yes`; secrets are asked for, or read from standard input. */
const filledByTheShell = new Set(['env', 'confirm', 'passphrase', 'current', 'url'])

export function inputFields({ input, positional }: ShellOperation): Field[] {
  const { properties, required } = inputProperties(input)
  return Object.entries(properties)
    .filter(([name, schema]) => !filledByTheShell.has(name) && !positional.includes(name) && schema.type !== 'object' && schema.items?.type !== 'object')
    .map(([name, schema]) => ({ name, attribute: attributeOf(name, schema), schema, required: required.has(name) && schema.default === undefined, options: [] }))
    .map((field) => ({ ...field, options: optionsOf(field) }))
}

/** A list is given by an option that may be repeated, named after one of its members. */
function attributeOf(name: string, schema: FieldSchema): string {
  return schema.type === 'array' ? name.replace(/s$/, '') : name.replace(/Ms$/, '')
}

interface Properties {
  properties: Record<string, FieldSchema>
  required: Set<string>
}

const derived = new WeakMap<z.ZodObject, Properties>()

export function inputProperties(input: z.ZodObject): Properties {
  const known = derived.get(input) ?? deriveProperties(input)
  derived.set(input, known)
  return known
}

function deriveProperties(input: z.ZodObject): Properties {
  const schema = z.toJSONSchema(input, { io: 'output', unrepresentable: 'any' }) as { properties?: Record<string, FieldSchema>; required?: string[] }
  return { properties: schema.properties ?? {}, required: new Set(schema.required) }
}

function optionsOf({ name, attribute, schema, required }: Field): Option[] {
  const flag = `--${kebab(attribute)}`
  const text = schema.description ?? ''
  if (schema.type === 'boolean') return booleanOptions(attribute, schema, text)
  const option = new Option(`${flag} <${placeholder(name, schema)}>`, text).makeOptionMandatory(required)
  if (schema.type === 'array') return [option.argParser(collect)]
  if (schema.enum) option.choices(schema.enum)
  if (schema.default !== undefined && schema.default !== '') option.default(schema.default)
  if (name.endsWith('Ms')) option.argParser(duration)
  else if (schema.type === 'integer' || schema.type === 'number') option.argParser(number)
  return [option]
}

/** What is on by itself is switched off by --no-x; what is left open can be given either way. */
function booleanOptions(attribute: string, schema: FieldSchema, text: string): Option[] {
  const on = new Option(`--${kebab(attribute)}`, text)
  const off = new Option(`--no-${kebab(attribute)}`, `Not: ${text.charAt(0).toLowerCase()}${text.slice(1)}`)
  if (schema.default === false) return [on]
  return schema.default === true ? [off] : [on, off]
}

function placeholder(name: string, schema: FieldSchema): string {
  if (name.endsWith('Ms')) return 'duration'
  if (schema.enum) return 'choice'
  if (name === 'to' || name === 'version') return 'version'
  return schema.type === 'integer' || schema.type === 'number' ? 'number' : 'text'
}

export function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}

function number(text: string): number {
  const value = Number(text)
  if (text.trim() === '' || Number.isNaN(value)) throw new InvalidArgumentError('Not a number.')
  return value
}

export function collect(text: string, before: unknown): string[] {
  return [...(Array.isArray(before) ? (before as string[]) : []), text]
}

function duration(text: string): number {
  const ms = parseDuration(text)
  if (ms === undefined) throw new InvalidArgumentError('Not a duration such as 500ms, 5s or 2min.')
  return ms
}
