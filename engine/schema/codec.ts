import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { z } from 'zod'
import { AppError } from '#shared/contract/app-error.ts'
import { diagnosticSchema } from '#shared/contract/diagnostics.ts'
import type { Fact, FactId, Json } from '#shared/schema/fact.ts'
import { Snapshot, type Edge } from '#shared/schema/snapshot.ts'

/** End of the name of a file that holds a snapshot. */
export const snapshotFileSuffix = '.strata-snapshot.gz'

const format = 'strata-snapshot'
const version = 1

/** A file comes from anywhere: more than this, uncompressed, is not read. Twenty thousand tables take about 100 MB. */
const defaultLimit = 1 << 30

/** Lines that are written or read between two breaths of the process. */
const breath = 2_000

const headerSchema = z.object({
  format: z.literal(format),
  version: z.int(),
  head: z.object({
    database: z.string(),
    serverVersion: z.string(),
    serverVersionNum: z.int(),
    takenAt: z.iso.datetime(),
    schemas: z.array(z.string()).nullable(),
    gaps: z.array(diagnosticSchema),
  }),
  kinds: z.array(z.string().min(1)),
  facts: z.int().min(0),
  edges: z.int().min(0),
})
type Header = z.infer<typeof headerSchema>

/** Index of the kind, id, names, number of the parent's line (-1: none), data, info. */
const factLine = z.tuple([z.int(), z.string().min(3), z.array(z.string()), z.int(), z.record(z.string(), z.unknown())], z.record(z.string(), z.unknown()))
/** Number of the line of what needs, then of what it needs. */
const edgeLine = z.array(z.int().min(0)).min(2)

/** A snapshot as gzip of JSON lines: a header, a line for each fact, a line for the edges of each fact. */
export async function encodeSnapshot(snapshot: Snapshot): Promise<Buffer> {
  const chunks: Buffer[] = []
  await pipeline(Readable.from(linesOf(snapshot)), createGzip({ level: 4 }), async (source) => {
    for await (const chunk of source) chunks.push(chunk as Buffer)
  })
  return Buffer.concat(chunks)
}

function* linesOf(snapshot: Snapshot): Generator<string> {
  const facts = [...snapshot.facts.values()]
  const numbers = new Map(facts.map((fact, index) => [fact.id, index]))
  const kinds = [...new Set(facts.map((fact) => fact.kind))]
  const kindNumbers = new Map(kinds.map((kind, index) => [kind, index]))
  const edges = edgesByFact(snapshot, numbers)
  const header: Header = {
    format,
    version,
    head: { ...snapshot.head, schemas: snapshot.head.schemas && [...snapshot.head.schemas], gaps: [...snapshot.head.gaps] },
    kinds,
    facts: facts.length,
    edges: edges.length,
  }
  yield `${JSON.stringify(header)}\n`
  const parentOf = ({ parent }: Fact) => (parent === null ? -1 : (numbers.get(parent) ?? -1))
  yield* chunked(facts, (fact) =>
    JSON.stringify([kindNumbers.get(fact.kind), fact.id, fact.path, parentOf(fact), fact.data, ...(fact.info ? [fact.info] : [])]),
  )
  yield* chunked(edges, (line) => JSON.stringify(line))
}

function edgesByFact({ edges }: Snapshot, numbers: ReadonlyMap<FactId, number>): number[][] {
  const lines = new Map<number, number[]>()
  for (const { from, to } of edges) {
    const [source, target] = [numbers.get(from), numbers.get(to)]
    if (source === undefined || target === undefined) continue
    const line = lines.get(source)
    if (line) line.push(target)
    else lines.set(source, [source, target])
  }
  return [...lines.values()]
}

function* chunked<T>(items: readonly T[], line: (item: T) => string): Generator<string> {
  for (let start = 0; start < items.length; start += breath)
    yield `${items
      .slice(start, start + breath)
      .map(line)
      .join('\n')}\n`
}

export interface DecodeOptions {
  /** What the errors call it: the file, or the id in the store. */
  name: string
  /** Bytes at most when unpacked. */
  limit?: number
}

/** Reads what `encodeSnapshot` made, from wherever it comes; throws `snapshot_unreadable`. */
export async function decodeSnapshot(bytes: Buffer | Readable, { name, limit = defaultLimit }: DecodeOptions): Promise<Snapshot> {
  const reader = new LineReader()
  const source = Buffer.isBuffer(bytes) ? Readable.from([bytes]) : bytes
  try {
    await pipeline(source, createGunzip(), async (unpacked) => {
      let rest: Buffer[] = []
      let size = 0
      for await (const chunk of unpacked as AsyncIterable<Buffer>) {
        size += chunk.length
        if (size > limit) throw new Unfit(`unpacked it is larger than ${Math.round(limit / 1024 / 1024)} MB`)
        const end = chunk.lastIndexOf(10)
        rest.push(end === -1 ? chunk : chunk.subarray(0, end))
        if (end === -1) continue
        for (const line of Buffer.concat(rest).toString('utf8').split('\n')) reader.add(line)
        rest = [chunk.subarray(end + 1)]
      }
      if (rest.some((part) => part.length > 0)) throw new Unfit('it ends in the middle of a line')
    })
    return reader.end()
  } catch (thrown) {
    throw unreadable(thrown, name)
  }
}

/** As `decodeSnapshot`, of a file. */
export async function readSnapshotFile(file: string): Promise<Snapshot> {
  return decodeSnapshot(createReadStream(file), { name: file })
}

/** The bytes are not what they should be; the message completes "cannot be read:". */
class Unfit extends Error {}

/** Makes a snapshot of lines, and believes none of them. */
class LineReader {
  #header: Header | undefined
  readonly #facts: Fact[] = []
  /** In step with the facts: number of the parent's line. */
  readonly #parents: number[] = []
  readonly #ids = new Set<FactId>()
  readonly #edges: Edge[] = []
  #edgeLines = 0

  add(line: string): void {
    const value: unknown = parseLine(line)
    if (!this.#header) this.#header = readHeader(value)
    else if (this.#facts.length < this.#header.facts) this.#addFact(value, this.#header)
    else this.#addEdges(value)
  }

  end(): Snapshot {
    if (!this.#header) throw new Unfit('it is empty')
    if (this.#facts.length < this.#header.facts || this.#edgeLines < this.#header.edges) throw new Unfit('it is cut off')
    return new Snapshot(
      this.#header.head,
      this.#facts.map((fact, index) => this.#withParent(fact, index)),
      this.#edges,
    )
  }

  #addFact(value: unknown, { kinds }: Header): void {
    const line = factLine.safeParse(value)
    if (!line.success) throw new Unfit(`object ${this.#facts.length + 1} is not as it should be`)
    const [kindNumber, id, path, parentNumber, data, info] = line.data
    const kind = kinds[kindNumber]
    if (kind === undefined || !(id.startsWith(`${kind}:`) || id.startsWith(`${kind}@`))) throw new Unfit(`object ${id} is of no kind`)
    if (this.#ids.has(id)) throw new Unfit(`object ${id} stands in it twice`)
    this.#facts.push({
      id,
      kind,
      path,
      parent: null,
      data: data as Readonly<Record<string, Json>>,
      ...(info !== undefined && { info: info as Readonly<Record<string, Json>> }),
    })
    this.#parents.push(parentNumber)
    this.#ids.add(id)
  }

  /** A part may have been read before what it is a part of. */
  #withParent(fact: Fact, index: number): Fact {
    const number = this.#parents[index] ?? -1
    if (number < 0) return fact
    const parent = this.#facts[number]
    if (!parent) throw new Unfit(`object ${fact.id} is a part of something that is not in it`)
    return Object.assign(fact, { parent: parent.id })
  }

  #addEdges(value: unknown): void {
    const line = edgeLine.safeParse(value)
    if (!line.success) throw new Unfit('a dependency is not as it should be')
    const [source = 0, ...targets] = line.data
    const from = this.#facts[source]?.id
    for (const target of targets) {
      const to = this.#facts[target]?.id
      if (from === undefined || to === undefined) throw new Unfit('a dependency names an object that is not in it')
      this.#edges.push({ from, to })
    }
    this.#edgeLines += 1
  }
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    throw new Unfit('it is no snapshot')
  }
}

function readHeader(value: unknown): Header {
  const found = z.object({ format: z.literal(format), version: z.int() }).safeParse(value)
  if (!found.success) throw new Unfit('it is no snapshot')
  if (found.data.version > version) throw new Unfit(`a newer Strata has written it (format ${found.data.version}; this one knows ${version})`)
  const header = headerSchema.safeParse(value)
  if (!header.success) throw new Unfit('its first line is not as it should be')
  return header.data
}

const plainProblems: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'this user may not read the file',
  EISDIR: 'it is a folder',
  Z_DATA_ERROR: 'it is no snapshot, or damaged',
  Z_BUF_ERROR: 'it is cut off',
}

function unreadable(thrown: unknown, name: string): AppError {
  const code = (thrown as NodeJS.ErrnoException).code ?? ''
  const problem = plainProblems[code] ?? (thrown instanceof Error ? thrown.message : String(thrown))
  return new AppError('snapshot_unreadable', { snapshot: name, problem }, thrown instanceof Unfit ? {} : { cause: thrown })
}
