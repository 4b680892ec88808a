import { redactText } from '../../redact.ts'

const longest = 200

/** Comments; strings in quotes and dollar quotes, also one that was cut off before its end; quoted names; numbers that stand for themselves. */
const tokens = /--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|\$(?<tag>\w*)\$[\s\S]*?(?:\$\k<tag>\$|$)|\b[eE]'(?:[^'\\]|''|\\.)*(?:'|$)|'(?:[^']|'')*(?:'|$)|"(?:[^"]|"")*(?:"|$)|(?<![\w$.])\d+(?:\.\d+)?(?!\w)/g

/** The text of a session as it may be shown: values left out, for they may be anybody's, and cut after 200 characters. */
export function shortQuery(text: string): string {
  const line = redactText(text.replace(tokens, withoutValue)).replace(/\s+/g, ' ').trim()
  return line.length <= longest ? line : `${line.slice(0, longest - 3)}...`
}

function withoutValue(token: string): string {
  if (token.startsWith('"')) return token
  if (token.startsWith('--') || token.startsWith('/*')) return ' '
  return /^\d/.test(token) ? '?' : "'...'"
}
