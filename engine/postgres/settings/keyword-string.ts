import { badSettings } from './bad-settings.ts'
import type { Parameters } from './connection-uri.ts'

/** One `name = value` with its trailing blanks. A value in quotes may hold blanks; in both forms a backslash takes the next character as it is. */
const pair = /\s*([^\s=]+)\s*=\s*(?:'((?:[^'\\]|\\.)*)'(?=\s|$)|((?:[^\s\\']|\\.)(?:[^\s\\]|\\.)*)|(?=\s|$))\s*/suy

/** Reads `host=db dbname='a b'` as libpq does (PostgreSQL manual, "Keyword/Value Connection Strings"). Errors never quote the text. */
export function parseKeywordString(text: string): Parameters {
  const parameters: Parameters = new Map()
  pair.lastIndex = 0
  let at = 0
  while (at < text.length) {
    pair.lastIndex = at
    const [whole, name = '', quoted, plain] = pair.exec(text) ?? []
    if (whole === undefined) throw badSettings(problemAt(text.slice(at)))
    parameters.set(name, (quoted ?? plain ?? '').replace(/\\(.)/gsu, '$1'))
    at += whole.length
  }
  return parameters
}

function problemAt(rest: string): string {
  if (!/^\s*[^\s=]+\s*=/.test(rest)) return 'it is neither a postgres:// URL nor a list of name=value'
  if (/^\s*[^\s=]+\s*=\s*'/.test(rest)) return 'a value in single quotes does not end; inside it write \\\' for a quote'
  return 'a value is not complete'
}
