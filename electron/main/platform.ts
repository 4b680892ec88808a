/** What differs between the platforms, as values; nothing else in the desktop asks which platform it is. */
export interface PlatformTraits {
  /** The app stays when its last window is closed. */
  readonly staysWithoutWindows: boolean
  /** The menu starts with one that has the app's name. */
  readonly hasAppMenu: boolean
  /** File with the window's icon below resources; absent where the package has it. */
  readonly windowIcon?: string
  /** Name of Windows' taskbar entry, which notifications need. */
  readonly appUserModelId?: string
}

export function platformTraits(platform: NodeJS.Platform = process.platform): PlatformTraits {
  if (platform === 'darwin') return { staysWithoutWindows: true, hasAppMenu: true }
  const common = { staysWithoutWindows: false, hasAppMenu: false }
  if (platform === 'win32') return { ...common, windowIcon: 'icon.ico', appUserModelId: 'org.strata.studio' }
  return { ...common, windowIcon: 'icon.png' }
}
