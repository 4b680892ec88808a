export interface Surroundings {
  platform: NodeJS.Platform
  variables: NodeJS.ProcessEnv
  /** 0 for root; absent on Windows. */
  uid?: number | undefined
}

/** Why no window can be opened here at all; undefined: it can, if there is an Electron. */
export function noWindow({ platform, variables, uid }: Surroundings): string | undefined {
  if (!hasDisplay({ platform, variables })) return 'there is no display'
  if (platform === 'linux' && uid === 0) return 'Electron does not run as root'
  return undefined
}

export function hasDisplay({ platform, variables }: Pick<Surroundings, 'platform' | 'variables'>): boolean {
  return platform === 'darwin' || platform === 'win32' || Boolean(variables.DISPLAY || variables.WAYLAND_DISPLAY)
}

/** The program that opens an address in the person's browser, with its arguments. */
export function browserCommand(platform: NodeJS.Platform, url: string): readonly [string, ...string[]] {
  if (platform === 'darwin') return ['open', url]
  return platform === 'win32' ? ['rundll32', 'url.dll,FileProtocolHandler', url] : ['xdg-open', url]
}
