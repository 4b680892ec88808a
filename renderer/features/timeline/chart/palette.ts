import type { Tone } from '../../../ui/tone.ts'

const names = ['bg', 'panel', 'line', 'line2', 'ink', 'ink2', 'ink3', 'accent', 'accent-bg', 'ok', 'ok-bg', 'warn', 'warn-bg', 'bad', 'bad-bg', 'vio', 'vio-bg', 'grey-bg', 'prod'] as const
type Name = (typeof names)[number]

/** The tokens of the theme, as a canvas wants them. */
export type Palette = Readonly<Record<Name, string>> & { font: string }

export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element)
  const tokens = Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()])) as Record<Name, string>
  return { ...tokens, font: style.getPropertyValue('--font').trim() }
}

const inks: Record<Tone, readonly [ink: Name, soft: Name]> = {
  neutral: ['ink3', 'grey-bg'],
  info: ['accent', 'accent-bg'],
  ok: ['ok', 'ok-bg'],
  warn: ['warn', 'warn-bg'],
  bad: ['bad', 'bad-bg'],
  vio: ['vio', 'vio-bg'],
}

export function inkOf(palette: Palette, tone: Tone): string {
  return palette[inks[tone][0]]
}

export function softOf(palette: Palette, tone: Tone): string {
  return palette[inks[tone][1]]
}

/** Calls back when the theme of the page has changed. */
export function onTheme(changed: () => void): () => void {
  const observer = new MutationObserver(changed)
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-mantine-color-scheme'] })
  return () => observer.disconnect()
}
