import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const corpus = join(import.meta.dirname, '../../corpus')

const expectSchema = z.strictObject({
  /** Lowest server_version_num on which both files can be loaded; highest on which they can. */
  since: z.int().optional(),
  until: z.int().optional(),
  /** Statements that must not, or must, occur in the plan from a to b: parts of their text. */
  forbid: z.array(z.string()).optional(),
  require: z.array(z.string()).optional(),
  /** Ends from b to a is not asked for; with the reason. */
  oneWay: z.literal(true).optional(),
  /** PostgreSQL cannot do it, and the planner says so: a part of the message of plan_impossible. */
  impossible: z.string().optional(),
  /** Rows of a table may go: their loss is planned and said. */
  loses: z.literal(true).optional(),
  reason: z.string().optional(),
})

export interface Case {
  name: string
  a: string
  b: string
  seed: string | undefined
  expected: z.infer<typeof expectSchema>
}

function text(folder: string, file: string): string | undefined {
  const path = join(corpus, folder, file)
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined
}

function readCase(name: string): Case {
  const a = text(name, 'a.sql')
  const b = text(name, 'b.sql')
  if (a === undefined || b === undefined) throw new Error(`tests/corpus/${name} lacks a.sql or b.sql`)
  return { name, a, b, seed: text(name, 'seed.sql'), expected: expectSchema.parse(JSON.parse(text(name, 'expect.json') ?? '{}')) }
}

/** Every case of tests/corpus; STRATA_CASES picks those whose name holds it. */
export function readCases(): Case[] {
  const wanted = process.env['STRATA_CASES'] ?? ''
  const names = existsSync(corpus) ? readdirSync(corpus, { withFileTypes: true }).filter((entry) => entry.isDirectory()) : []
  return names.map(({ name }) => name).filter((name) => name.includes(wanted)).toSorted().map(readCase)
}
