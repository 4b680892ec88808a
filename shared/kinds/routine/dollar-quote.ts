/** A text between dollar tags that do not occur in it: `$function$`, as pg_get_functiondef writes, or `$function1$` and so on. */
export function dollarQuote(text: string, word = 'function'): string {
  let tag = `$${word}$`
  // The `$` of the end tag would complete a tag that the text ends in.
  for (let number = 1; `${text}$`.includes(tag); number++) tag = `$${word}${number}$`
  return `${tag}${text}${tag}`
}
