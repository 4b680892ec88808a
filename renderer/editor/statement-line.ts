/** The line above a statement: what is known of it before or after a run. Words come from the caller, in the reader's language. */
export interface StatementLine {
  /** 1-based line of the file that it stands above. */
  line: number
  tone: 'plain' | 'done' | 'careful' | 'failed' | 'running'
  /** The first word or two, bold. */
  title: string
  /** Further facts, each without a separator. */
  facts: readonly string[]
  /** It was true of the text before: shown faintly. */
  old?: boolean
}

/** What went wrong at a place of the text, shown as a marker and as a line below. */
export interface TextProblem {
  /** 1-based, in characters as an editor counts them. */
  line: number
  column?: number
  message: string
}

/** What is found at a stretch of the text; offsets in UTF-16 units. */
export interface TextMark {
  start: number
  end: number
  severity: 'error' | 'warning' | 'info'
  message: string
  /** Stands behind the message. */
  code: string
}

/** Statements of one line share the line above it: the first one's sign stays, and the worst tone wins. */
export function mergeByLine(lines: readonly StatementLine[]): StatementLine[] {
  const merged = new Map<number, StatementLine>()
  for (const line of lines) {
    const first = merged.get(line.line)
    merged.set(line.line, first ? join(first, line) : line)
  }
  return [...merged.values()].toSorted((a, b) => a.line - b.line)
}

const weight: Record<StatementLine['tone'], number> = { plain: 0, done: 1, careful: 2, running: 3, failed: 4 }

function join(first: StatementLine, next: StatementLine): StatementLine {
  const tone = weight[next.tone] > weight[first.tone] ? next.tone : first.tone
  return { ...first, tone, facts: [...first.facts, [next.title, ...next.facts].join(' ')] }
}
