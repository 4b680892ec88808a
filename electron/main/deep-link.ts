/** Screens that a link may open. */
const screens: readonly string[] = ['schema', 'migrations', 'compare', 'timeline', 'backups', 'environments', 'activity']

/** The first `strata://` link among the arguments of a start. */
export function linkInArguments(args: readonly string[]): string | undefined {
  return args.find((arg) => arg.startsWith('strata://'))
}

/**
 * Place in the studio, such as `/backups/b-2026?env=e1`, that `strata://backups/b-2026?env=e1` means: a screen, what is
 * chosen on it, and the environment. A link only shows; it begins nothing. Undefined for a link that is none.
 */
export function placeOfLink(link: string): string | undefined {
  try {
    const { protocol, host, pathname, searchParams } = new URL(link)
    const [item, ...more] = pathname.split('/').filter(Boolean).map(decodeURIComponent)
    const env = searchParams.get('env')
    if (protocol !== 'strata:' || !screens.includes(host) || more.length > 0) return undefined
    if ([item, env].some((name) => typeof name === 'string' && !isName(name))) return undefined
    return `/${host}${item === undefined ? '' : `/${encodeURIComponent(item)}`}${env === null ? '' : `?env=${encodeURIComponent(env)}`}`
  } catch {
    return undefined
  }
}

function isName(text: string): boolean {
  return text.length <= 200 && /^[\p{L}\p{N}][\p{L}\p{N} ._-]*$/u.test(text)
}
