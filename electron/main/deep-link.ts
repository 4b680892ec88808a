/** Areas that a link may open; what follows them is the name of an environment, a version or an id. */
const areas: readonly string[] = ['schema', 'migrations', 'compare', 'timeline', 'backups', 'environments', 'health', 'activity']

/** The first `strata://` link among the arguments of a start. */
export function linkInArguments(args: readonly string[]): string | undefined {
  return args.find((arg) => arg.startsWith('strata://'))
}

/** Place in the studio, such as `/migrations/shop`, that a `strata://migrations/shop` link means; undefined for a link that is none. */
export function placeOfLink(link: string): string | undefined {
  try {
    const { protocol, host, pathname } = new URL(link)
    const parts = pathname.split('/').filter(Boolean).map((part) => decodeURIComponent(part))
    if (protocol !== 'strata:' || !areas.includes(host) || parts.length > 3 || !parts.every(isName)) return undefined
    return `/${[host, ...parts.map(encodeURIComponent)].join('/')}`
  } catch {
    return undefined
  }
}

function isName(part: string): boolean {
  return part.length <= 200 && /^[\p{L}\p{N}][\p{L}\p{N} ._-]*$/u.test(part)
}
