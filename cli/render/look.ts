import colours from 'picocolors'

export type Paint = Record<'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan' | 'blue' | 'magenta', (text: string) => string>

/** What a renderer needs to know of the place where its text will stand. */
export interface Look {
  paint: Paint
  /** Columns. */
  width: number
  /** IANA name, for times; absent: that of the machine. */
  timeZone?: string
}

export function paint(on: boolean): Paint {
  const { bold, dim, red, green, yellow, cyan, blue, magenta } = colours.createColors(on)
  return { bold, dim, red, green, yellow, cyan, blue, magenta }
}
