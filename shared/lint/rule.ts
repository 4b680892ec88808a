import type { Node } from '@pgsql/types'
import type { Fix, Severity } from '../contract/diagnostics.ts'
import type { EnvironmentClass } from '../contract/environments.ts'
import type { TracedStatement } from '../contract/preview.ts'
import type { Snapshot } from '../schema/snapshot.ts'
import type { ScriptStatement, SplitProblem } from '../sql/split.ts'
import type { LintLimits, LintPolicy } from './policy.ts'

/** One statement as rules see it. */
export interface LintStatement extends ScriptStatement {
  /** The parse tree; undefined where PostgreSQL's grammar refuses the text, `problem` says why. */
  node: Node | undefined
  problem: { message: string; /** UTF-16 offset in the file. */ offset: number } | undefined
  /** What it did where it was traced; undefined: not traced, only the text speaks. */
  trace: TracedStatement | undefined
  /** The command, such as CREATE INDEX CONCURRENTLY, where it cannot run in a transaction block. */
  outside: string | undefined
  /** Of a DO block in PL/pgSQL: what it runs. Rules are asked about each as about a statement of its own, with the trace of the block. */
  inner: LintStatement[]
  /** Expressions whose text a DO block executes; an empty text stands for a block that cannot be read, or is of another language. */
  dynamic: { text: string; offset: number }[]
  /** The DO block that it stands in. */
  inside: LintStatement | undefined
}

export interface LintFile {
  script: string
  text: string
  /** False: a statement in it cannot run in a transaction. */
  transactional: boolean
  repeatable: boolean
  undo: boolean
  statements: LintStatement[]
  /** What cannot be split, and what only psql understands. */
  problems: SplitProblem[]
}

/** What the target's server says of a relation. */
export interface RelationSize {
  rows: number
  bytes: number
  /** Of an index: how often it was used since the statistics were reset; null: not known. */
  uses: number | null
}

/** What rules may know beside the statement; everything that comes from a server may be absent. */
export interface LintContext {
  files: readonly LintFile[]
  file: LintFile
  /** Facts before the batch. */
  before: Snapshot | undefined
  /** Facts after it, where it was traced. */
  after: Snapshot | undefined
  /** Of the target, by name as PostgreSQL prints it, `public.orders`. */
  size(relation: string): RelationSize | undefined
  /** Whether an earlier statement of the batch has made it, so that nobody waits for it and it holds no data; names as written or qualified. */
  madeInBatch(relation: string): boolean
  /** First in search_path, for names without a schema. */
  schema: string
  /** Of the target; absent: not known. */
  serverMajor: number | undefined
  environmentClass: EnvironmentClass
  policy: LintPolicy
  limits: LintLimits
}

export interface Finding {
  message: string
  /** UTF-16 offset in the file of what is wrong, if that is not the beginning of the statement. */
  offset?: number
  /** Relation that it is about, `public.orders`: findings of S1xx on what the batch has made itself are dropped. */
  subject?: string
  /** Instead of the rule's own way out. */
  help?: string
  /** Instead of the rule's own severity, where the case is milder or worse. */
  severity?: Severity
  basis?: 'trace' | 'text'
  params?: Record<string, string | number>
  /** Not verified yet: the engine does that before it is offered. */
  fix?: Omit<Fix, 'verified' | 'newFiles'> & Partial<Pick<Fix, 'newFiles'>>
}

/** One rule. Its file is `rules/<name>.ts`, its page `docs/rules/<name>.md`. */
export interface Rule {
  /** S108: stable, from the list of rules. */
  id: string
  /** kebab-case; code of its findings. */
  name: string
  severity: Severity
  /** What it looks for, as a sentence. */
  summary: string
  danger: string
  /** The safe way; help of its findings. */
  safe: string
  /** One migration that it finds fault with and one that does the same safely, both complete: run after `setup` on an empty database. */
  examples: { setup?: string; bad: string; good: string; /** Policy that the rule needs to speak at all. */ policy?: Partial<LintPolicy> }
  /** Lowest server version that it applies to; highest. */
  since?: number
  until?: number
  /** Its harm grows with the rows of the subject: silent where the target's table is small by `limits.smallTableRows`. */
  scales?: true
  statement?(statement: LintStatement, context: LintContext): readonly Finding[]
  /** For what only a whole file or the batch shows. */
  file?(file: LintFile, context: LintContext): readonly (Finding & { statement?: LintStatement })[]
}
