/**
 * What a text looks like that holds a secret. Every repetition is bounded, so that a text of length n takes steps in proportion
 * to n. They hide too much rather than too little: a reader who misses something is told so, a secret that is out stays out.
 */

const words = '(?:pass(?:word|wd|phrase|code)|pwd|secret|token|api[_ -]?key|access[_ -]?key|private[_ -]?key|signing[_ -]?key|encryption[_ -]?key|credential|bearer|client[_ -]?secret|salt|pepper)'

/** A name that says what it holds, such as that of an option. */
export const secretName = new RegExp(words, 'i')

export const defaultPatterns: readonly RegExp[] = [
  // password := '...', "api_key": "...", set_config('app.secret', '...'), token = $$...$$
  new RegExp(`${words}[^;]{0,60}?(?:'[^']|\\$\\w{0,20}\\$)`, 'i'),
  new RegExp(`${words}\\w{0,40}\\\\{0,2}"\\s{0,5}:\\s{0,5}\\\\{0,2}"[^"]`, 'i'),
  // '...' AS password, $$...$$ INTO secret
  new RegExp(`['$](?:::[\\w "]{1,40})?\\s{1,5}(?:as|into)\\s{1,5}"?\\w{0,40}${words}`, 'i'),
  // password=... of a connection string
  new RegExp(`${words}\\w{0,20}=[^\\s=]`, 'i'),
  // scheme://user:password@host
  /[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/:@'"]{0,100}:[^\s/@'"]{1,200}@/i,
  // pgcrypto with its key beside it
  /\b(?:crypt|gen_salt|hmac|(?:pgp_(?:sym|pub)_)?(?:en|de)crypt(?:_bytea|_iv)?)\s{0,5}\(/i,
  /\b(?:bearer|basic)\s{1,5}[A-Za-z0-9._~+/-]{8,}/i,
  // Prefixes that services give to their keys, and private keys.
  /\b(?:[sprw]k_(?:live|test)_\w{4,}|gh[pousr]_\w{16,}|github_pat_\w{10,}|glpat-[\w-]{10,}|AKIA[0-9A-Z]{12,}|xox[abeoprs]-[\w-]{6,}|eyJ[\w-]{10,}\.|AIza[\w-]{20,})|-----BEGIN [A-Z ]{0,40}KEY/,
  // Long and random: letters and digits mixed, as hex and base64 are; and UUIDs in quotes.
  /(?<![A-Za-z0-9])(?=(?:[A-Za-z+/_-]{0,64}\d){3})(?=(?:[0-9+/_-]{0,64}[A-Za-z]){3})[A-Za-z0-9+/]{20,}/,
  /'[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'/i,
]

/** In comments nothing is in quotes: `Password: ...`. */
export const commentPattern = new RegExp(`${words}\\s{0,5}(?:[:=]|is\\b)\\s{0,5}\\S`, 'i')
