const browsers = [['Edg/', 'Edge'], ['OPR/', 'Opera'], ['Firefox/', 'Firefox'], ['Chrome/', 'Chrome'], ['Safari/', 'Safari']] as const
const systems = [['Windows', 'Windows'], ['iPhone', 'iOS'], ['iPad', 'iPadOS'], ['Mac OS X', 'macOS'], ['Android', 'Android'], ['Linux', 'Linux']] as const

/** Browser and system as a User-Agent names them; null where it is no browser that is known. The order of the names counts: each also claims to be those after it. */
export function agentOf(text: string): { browser: string; system: string } | null {
  const browser = browsers.find(([sign]) => text.includes(sign))?.[1]
  const system = systems.find(([sign]) => text.includes(sign))?.[1]
  return browser && system ? { browser, system } : null
}
