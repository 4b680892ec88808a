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

/** Kinds of object of more than one word, by their first word. */
const longKinds: Readonly<Record<string, readonly string[]>> = {
  MATERIALIZED: ['MATERIALIZED VIEW'],
  FOREIGN: ['FOREIGN TABLE', 'FOREIGN DATA WRAPPER'],
  EVENT: ['EVENT TRIGGER'],
  USER: ['USER MAPPING'],
  OPERATOR: ['OPERATOR CLASS', 'OPERATOR FAMILY'],
  TEXT: ['TEXT SEARCH CONFIGURATION', 'TEXT SEARCH DICTIONARY', 'TEXT SEARCH PARSER', 'TEXT SEARCH TEMPLATE'],
  ACCESS: ['ACCESS METHOD'],
  LARGE: ['LARGE OBJECT'],
}

/** Commands of more than one word that take no kind of object. */
const phrases: Readonly<Record<string, readonly string[]>> = {
  START: ['START TRANSACTION'],
  PREPARE: ['PREPARE TRANSACTION'],
  COMMIT: ['COMMIT PREPARED'],
  ROLLBACK: ['ROLLBACK PREPARED', 'ROLLBACK TO'],
  DISCARD: ['DISCARD ALL', 'DISCARD PLANS', 'DISCARD SEQUENCES', 'DISCARD TEMP'],
  IMPORT: ['IMPORT FOREIGN SCHEMA'],
  REASSIGN: ['REASSIGN OWNED'],
  SECURITY: ['SECURITY LABEL'],
  SET: ['SET ROLE', 'SET CONSTRAINTS', 'SET TRANSACTION', 'SET SESSION AUTHORIZATION'],
}

const reindexKinds = new Set(['INDEX', 'TABLE', 'SCHEMA', 'DATABASE', 'SYSTEM'])

/** The command of a statement in plain words, from the upper-case words that it begins with. */
export function commandOf(words: readonly string[]): string {
  const [verb = '', next] = words
  if (verb === 'CREATE' || verb === 'ALTER' || verb === 'DROP') return definition(words)
  if (verb === 'COMMENT' && next === 'ON') return `COMMENT ON ${kindAt(words, 2)}`.trimEnd()
  if (verb === 'REFRESH') return withConcurrently(`REFRESH ${kindAt(words, 1)}`, words[3])
  if (verb === 'REINDEX') return next && reindexKinds.has(next) ? withConcurrently(`REINDEX ${next}`, words[2]) : withConcurrently(verb, next)
  return phrases[verb]?.find((phrase) => startsWith(words, phrase, 0)) ?? verb
}

function definition(words: readonly string[]): string {
  let at = 1
  while (at < words.length && modifiers.has(words[at] ?? '')) at++
  const kind = kindAt(words, at)
  const command = [...words.slice(0, at), kind].join(' ').trimEnd()
  return kind === 'INDEX' ? withConcurrently(command, words[at + 1]) : command
}

function kindAt(words: readonly string[], at: number): string {
  const first = words[at] ?? ''
  return longKinds[first]?.find((kind) => startsWith(words, kind, at)) ?? first
}

function startsWith(words: readonly string[], phrase: string, at: number): boolean {
  return phrase.split(' ').every((word, index) => words[at + index] === word)
}

function withConcurrently(command: string, next: string | undefined): string {
  return next === 'CONCURRENTLY' ? `${command} CONCURRENTLY` : command
}
