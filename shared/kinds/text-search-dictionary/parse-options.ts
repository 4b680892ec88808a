/** Reads what serialize_deflist (tsearchcmds.c) writes: `stopwords = 'english', "Odd" = E'a\\b'`. Values stay as they are written there; names are unquoted. */
export function parseOptions(text: string): Record<string, string> {
  const options: Record<string, string> = {}
  for (const [, quoted, plain, value] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^\s=,"]+))\s*=\s*(E?'(?:[^']|'')*'|[^\s,]+)/g)) {
    options[quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"')] = value ?? ''
  }
  return options
}
