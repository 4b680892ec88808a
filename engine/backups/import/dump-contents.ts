import type { Manifest } from '#shared/contract/backups.ts'
import type { PlainPiece } from './plain-scanner.ts'

/** What a dump tells of itself. */
export interface DumpContents {
  serverVersion: string | undefined
  clientVersion: string | undefined
  /** Its last line says that it is whole. */
  complete: boolean
  tables: Manifest['tables']
  extensions: string[]
  largeObjects: number
  content: 'all' | 'schema' | 'data'
}

interface Found {
  schema: string
  name: string
  rows: number
  bytes: number
  defined: boolean
}

/** Encodings in which a byte of a character can look like a quote or a backslash. */
const unsafeEncodings = /^SET client_encoding = '(?:SJIS|SHIFT_JIS_2004|BIG5|GBK|GB18030|UHC|JOHAB)'/i
const name = String.raw`((?:"(?:[^"]|"")*"|[^\s."(;]+)(?:\.(?:"(?:[^"]|"")*"|[^\s."(;]+))?)`
const created = new RegExp(String.raw`^CREATE (?:UNLOGGED )?TABLE ${name}`)
const copied = new RegExp(String.raw`^COPY ${name}`)
const inserted = new RegExp(String.raw`^INSERT INTO ${name}( \()?`)

/** Gathers from the pieces of a dump what its manifest needs: rows are counted, not believed. */
export class ContentsReader {
  readonly #tables = new Map<string, Found>()
  readonly #partitioned = new Set<string>()
  readonly #extensions: string[] = []
  #server: string | undefined
  #client: string | undefined
  #complete = false
  #largeObjects = 0
  #data = false
  #current: Found | undefined

  /** Throws an Error with the reason where a dump cannot be read safely. */
  add(piece: PlainPiece): void {
    if (piece.kind === 'comment') this.#comment(piece.text)
    else if (piece.kind === 'sql') this.#statement(piece)
    else if (piece.kind === 'copy') this.#current = this.#rowsOf(copied.exec(piece.text)?.[1])
    else if (piece.kind === 'rows' && this.#current) {
      this.#current.rows += piece.rows
      this.#current.bytes += piece.text.length
    }
  }

  get contents(): DumpContents {
    const found = [...this.#tables].filter(([key]) => !this.#partitioned.has(key)).map(([, table]) => table)
    const defined = found.some((table) => table.defined) || this.#partitioned.size > 0
    return {
      serverVersion: this.#server, clientVersion: this.#client, complete: this.#complete, extensions: this.#extensions.toSorted(), largeObjects: this.#largeObjects,
      tables: found.map(({ schema, name: table, rows, bytes }) => ({ schema, name: table, rows, bytes })).toSorted((a, b) => a.schema.localeCompare(b.schema, 'en') || a.name.localeCompare(b.name, 'en')),
      content: this.#data && !defined ? 'data' : !this.#data && found.length > 0 ? 'schema' : 'all',
    }
  }

  #comment(text: string): void {
    this.#server ??= /^-- Dumped from database version (\d+(?:\.\d+)*)/.exec(text)?.[1]
    this.#client ??= /^-- Dumped by pg_dump version (\d+(?:\.\d+)*)/.exec(text)?.[1]
    if (text.startsWith('-- PostgreSQL database dump complete')) this.#complete = true
  }

  #statement({ text, groups }: Extract<PlainPiece, { kind: 'sql' }>): void {
    if (unsafeEncodings.test(text)) throw new Error('its encoding cannot be read safely; dump it again with --encoding=UTF8')
    if (/^SET standard_conforming_strings = off/i.test(text)) throw new Error('it was dumped with standard_conforming_strings off')
    const table = created.exec(text)?.[1]
    if (table !== undefined) this.#define(table, text)
    const into = inserted.exec(text)
    if (into) {
      const rows = groups - (into[2] === undefined ? 0 : 1)
      const found = this.#rowsOf(into[1])
      found.rows += Math.max(rows, 1)
      found.bytes += text.length
    }
    const extension = /^CREATE EXTENSION (?:IF NOT EXISTS )?("(?:[^"]|"")+"|[^\s;]+)/.exec(text)?.[1]
    if (extension !== undefined) this.#extensions.push(unquoted(extension))
    this.#largeObjects += text.match(/^SELECT pg_catalog\.lo_create\(/)?.length ?? 0
  }

  #define(key: string, text: string): void {
    if (/\)\s+PARTITION BY (?:RANGE|LIST|HASH) \(.*\);$/s.test(text)) this.#partitioned.add(key)
    else this.#table(key).defined = true
  }

  #rowsOf(key = ''): Found {
    this.#data = true
    return this.#table(key)
  }

  #table(key: string): Found {
    const known = this.#tables.get(key)
    if (known) return known
    const parts = key.match(/"(?:[^"]|"")*"|[^."]+/g) ?? [key]
    const [first = '', second] = parts.map(unquoted)
    const found = { schema: second === undefined ? 'public' : first, name: second ?? first, rows: 0, bytes: 0, defined: false }
    this.#tables.set(key, found)
    return found
  }
}

/** From the bytes of the file to text. */
function unquoted(text: string): string {
  const plain = text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text
  return Buffer.from(plain, 'latin1').toString('utf8')
}
