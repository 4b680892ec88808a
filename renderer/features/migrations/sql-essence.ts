/**
 * The text without comments, and with every stretch of white space outside quotes as one blank: two files of the same
 * essence run the same. Quotes, dollar quotes and nested comments as in the manual, section 4.1.
 */
export function sqlEssence(text: string): string {
  return text
    .replace(piece, (whole: string, ...groups: unknown[]) => {
      const named = groups.at(-1) as { quoted?: string }
      return named.quoted === undefined ? ' ' : whole
    })
    .trim()
}

const nestedComment = String.raw`\/\*(?:[^*/]|\*(?!\/)|\/(?!\*)|\/\*(?:[^*/]|\*(?!\/)|\/(?!\*))*\*\/)*\*\/`
const dollarQuote = String.raw`(?<![\w$])(?<tag>\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$)[\s\S]*?\k<tag>`
const escapeString = String.raw`(?<![\w$])[eE]'(?:[^'\\]|\\[\s\S]|'')*'`
const piece = new RegExp(String.raw`(?<quoted>${escapeString}|'(?:[^']|'')*'|"(?:[^"]|"")*"|${dollarQuote})|(?:\s|--[^\n]*|${nestedComment}|\uFEFF)+`, 'g')

export function onlyCommentsDiffer(before: string, after: string): boolean {
  return before !== after && sqlEssence(before) === sqlEssence(after)
}
