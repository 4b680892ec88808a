import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { AppError } from '#shared/contract/app-error.ts'
import { defaultPatterns } from './secret-patterns.ts'

/** What is kept out of schema documents, whoever asks. */
export interface HidingRules {
  patterns: readonly RegExp[]
  /** Whether patterns of a person are among them, which may take for ever. */
  custom: boolean
  /** A line of a comment that begins with one of them, in lower case, is private with all that follows. */
  privateMarkers: readonly string[]
}

const fileSchema = z.strictObject({
  /** Regular expressions of JavaScript, case-insensitive. */
  hide: z.array(z.string().min(1).max(500)).max(50).default([]),
  /** False: without the patterns that come with Strata. */
  defaults: z.boolean().default(true),
  privateMarkers: z.array(z.string().trim().min(1).max(50)).max(20).default(['@private', '-- private']),
})

/** The rules of the JSON file that STRATA_SCHEMA_RULES names, else those that come with Strata. Throws `file_unreadable`: a rule that cannot be read hides nothing. */
export function readHidingRules(file: string | undefined): HidingRules {
  const { hide, defaults, privateMarkers } = file ? parse(file) : fileSchema.parse({})
  const own = hide.map((source) => compile(source, file ?? ''))
  return { patterns: [...(defaults ? defaultPatterns : []), ...own], custom: own.length > 0, privateMarkers: privateMarkers.map((one) => one.toLowerCase()) }
}

function parse(file: string): z.infer<typeof fileSchema> {
  let json: unknown
  try {
    json = JSON.parse(readFileSync(file, 'utf8'))
  } catch (thrown) {
    throw unreadable(file, thrown instanceof SyntaxError ? 'it is no JSON' : ((thrown as NodeJS.ErrnoException).code ?? 'it cannot be opened'))
  }
  const read = fileSchema.safeParse(json)
  if (!read.success) throw unreadable(file, `${read.error.issues[0]?.path.join('.')}: ${read.error.issues[0]?.message}`)
  return read.data
}

function compile(source: string, file: string): RegExp {
  try {
    return new RegExp(source, 'iu')
  } catch (thrown) {
    throw unreadable(file, (thrown as Error).message)
  }
}

function unreadable(file: string, problem: string): AppError {
  return new AppError('file_unreadable', { file, problem }, { where: { file }, help: 'docs/schema-document.md says what stands in the file that STRATA_SCHEMA_RULES names.' })
}
