export const screens = ['schema', 'migrations', 'compare', 'timeline', 'backups', 'environments', 'activity', 'fleet', 'approvals', 'hooks', 'people'] as const
export type Screen = (typeof screens)[number]

export interface Place {
  screen: Screen
  /** Id of the current environment; null while none is chosen. */
  env: string | null
  /** What is selected on the screen: a script, a backup, an event, a job. */
  item: string | null
  /** What the screen shall begin with, such as `create` or `restore`; the screen takes it and forgets it. */
  action: string | null
  /** How the screen shows its things, in its own words: filters, a window. */
  view: string | null
}

/** `#/backups/b-2026?env=e1&do=restore` and back. */
export function placeOf(hash: string): Place {
  const url = new URL(hash.replace(/^#/, '') || '/', 'app://place')
  const [screen = '', ...rest] = url.pathname.split('/').filter(Boolean).map(decodeURIComponent)
  return {
    screen: (screens as readonly string[]).includes(screen) ? (screen as Screen) : 'environments',
    env: url.searchParams.get('env'),
    item: rest.length > 0 ? rest.join('/') : null,
    action: url.searchParams.get('do'),
    view: url.searchParams.get('view'),
  }
}

export function hashOf({ screen, env, item, action, view }: Place): string {
  const query = new URLSearchParams({ ...(env && { env }), ...(action && { do: action }), ...(view && { view }) }).toString()
  return `#/${screen}${item ? `/${encodeURIComponent(item)}` : ''}${query ? `?${query}` : ''}`
}
