import type { Ink } from './to-svg.ts'

/** Colours of the theme on screen. */
export function inkOnScreen(): Ink {
  const style = getComputedStyle(document.documentElement)
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim()
  return { panel: token('panel'), bg: token('bg'), line: token('line2'), ink: token('ink'), quiet: token('ink3'), type: token('ty'), key: token('warn') }
}

export function download(name: string, content: Blob): void {
  const url = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}

/** No browser draws on a canvas that is longer. */
const longest = 16_000

/** The picture as PNG, twice as fine as the screen as far as a canvas is large enough. */
export async function toPng(svg: string, width: number, height: number): Promise<Blob> {
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
  await image.decode()
  const scale = Math.min(2, longest / Math.max(width, height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.ceil(width * scale)
  canvas.height = Math.ceil(height * scale)
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The picture is too large for PNG')))))
}
