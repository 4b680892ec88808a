/** Words that may stand between CREATE, ALTER, DROP and the kind of object. */
const modifiers = new Set([
  'OR',
  'REPLACE',
  'GLOBAL',
  'LOCAL',
  'TEMPORARY',
  'TEMP',
  'UNLOGGED',
  'UNIQUE',
  'RECURSIVE',
  'TRUSTED',
  'PROCEDURAL',
  'CONSTRAINT',
  'DEFAULT',
])

type Phrases = ReadonlyMap<string, readonly (readonly string[])[]>

/** Phrases by their first word, each as its words. */
function phrasesOf(...texts: readonly string[]): Phrases {
  const phrases = texts.map((text) => text.split(' '))
  return new Map(phrases.map(([first = '']) => [first, phrases.filter((phrase) => phrase[0] === first)]))
}

/** Kinds of object of more than one word. */
const longKinds = phrasesOf(
  'MATERIALIZED VIEW',
  'FOREIGN TABLE',
  'FOREIGN DATA WRAPPER',
  'EVENT TRIGGER',
  'USER MAPPING',
  'OPERATOR CLASS',
  'OPERATOR FAMILY',
  'TEXT SEARCH CONFIGURATION',
  'TEXT SEARCH DICTIONARY',
  'TEXT SEARCH PARSER',
  'TEXT SEARCH TEMPLATE',
  'ACCESS METHOD',
  'LARGE OBJECT',
)

/** Commands of more than one word that take no kind of object. */
const longCommands = phrasesOf(
  'START TRANSACTION',
  'PREPARE TRANSACTION',
  'COMMIT PREPARED',
  'ROLLBACK PREPARED',
  'ROLLBACK TO',
  'DISCARD ALL',
  'DISCARD PLANS',
  'DISCARD SEQUENCES',
  'DISCARD TEMP',
  'IMPORT FOREIGN SCHEMA',
  'REASSIGN OWNED',
  'SECURITY LABEL',
  'SET ROLE',
  'SET CONSTRAINTS',
  'SET TRANSACTION',
  'SET SESSION AUTHORIZATION',
)

const reindexKinds = new Set(['INDEX', 'TABLE', 'SCHEMA', 'DATABASE', 'SYSTEM'])

/** The command of a statement in plain words, from the upper-case words that it begins with. */
export function commandOf(words: readonly string[]): string {
  const [verb = '', next] = words
  if (verb === 'CREATE' || verb === 'ALTER' || verb === 'DROP') return definition(words)
  if (verb === 'COMMENT' && next === 'ON') return `COMMENT ON ${longest(longKinds, words, 2)}`.trimEnd()
  if (verb === 'REFRESH') return withConcurrently(`REFRESH ${longest(longKinds, words, 1)}`, words[3])
  if (verb === 'REINDEX') return next && reindexKinds.has(next) ? withConcurrently(`REINDEX ${next}`, words[2]) : withConcurrently(verb, next)
  return longest(longCommands, words, 0)
}

function definition(words: readonly string[]): string {
  let command = words[0] ?? ''
  let at = 1
  for (; modifiers.has(words[at] ?? ''); at++) command += ` ${words[at]}`
  const kind = longest(longKinds, words, at)
  if (kind !== '') command += ` ${kind}`
  return kind === 'INDEX' ? withConcurrently(command, words[at + 1]) : command
}

/** The phrase that stands at a place among the words, or the one word there. */
function longest(phrases: Phrases, words: readonly string[], at: number): string {
  const first = words[at] ?? ''
  const found = phrases.get(first)?.find((phrase) => phrase.every((word, index) => words[at + index] === word))
  return found ? found.join(' ') : first
}

function withConcurrently(command: string, next: string | undefined): string {
  return next === 'CONCURRENTLY' ? `${command} CONCURRENTLY` : command
}
