import type { Palette } from './draw-svg.ts'

/** The colours of the current theme. */
export function currentPalette(): Palette {
  const style = getComputedStyle(document.documentElement)
  const color = (name: string) => style.getPropertyValue(name).trim()
  return { background: color('--bg'), panel: color('--panel'), head: color('--raise'), line: color('--line2'), ink: color('--ink'), quiet: color('--ink3'), key: color('--accent') }
}

export function saveSvg(svg: string, name: string): void {
  save(new Blob([svg], { type: 'image/svg+xml' }), `${name}.svg`)
}

/** Largest side of a canvas that every browser can make. */
const largest = 12_000

/** Drawn at twice its size where that fits, so that text stays sharp. */
export async function savePng({ svg, width, height }: { svg: string; width: number; height: number }, name: string): Promise<void> {
  const scale = Math.min(2, largest / Math.max(width, height))
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(width * scale)
  canvas.height = Math.round(height * scale)
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
  if (!blob) throw new Error('The picture is too large for this browser')
  save(blob, `${name}.png`)
}

function save(blob: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
