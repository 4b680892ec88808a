/** Draws resources/icon.png, .ico and .icns from icon.svg, in the Chromium that the browser tests use. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { findChromium } from './find-chromium.ts'

const resources = join(import.meta.dirname, '../resources')

interface Image {
  size: number
  png: Buffer
}

async function draw(sizes: readonly number[]): Promise<Image[]> {
  const svg = readFileSync(join(resources, 'icon.svg'), 'utf8')
  const browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox', '--disable-gpu'] })
  try {
    const page = await browser.newPage()
    const images: Image[] = []
    for (const size of sizes) {
      await page.setViewportSize({ width: size, height: size })
      await page.setContent(`<style>body { margin: 0 } svg { display: block; width: ${size}px; height: ${size}px }</style>${svg}`)
      images.push({ size, png: await page.screenshot({ omitBackground: true }) })
    }
    return images
  } finally {
    await browser.close()
  }
}

/** Windows: a directory of images, each a whole PNG. */
function ico(images: readonly Image[]): Buffer {
  const head = Buffer.alloc(6 + 16 * images.length)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(images.length, 4)
  let offset = head.length
  images.forEach(({ size, png }, index) => {
    const at = 6 + 16 * index
    // One byte each: 0 stands for 256.
    head.writeUInt8(size % 256, at)
    head.writeUInt8(size % 256, at + 1)
    head.writeUInt16LE(1, at + 4)
    head.writeUInt16LE(32, at + 6)
    head.writeUInt32LE(png.length, at + 8)
    head.writeUInt32LE(offset, at + 12)
    offset += png.length
  })
  return Buffer.concat([head, ...images.map(({ png }) => png)])
}

/** macOS: chunks of type, length and PNG. */
function icns(images: readonly Image[]): Buffer {
  const types: Readonly<Record<number, readonly string[]>> = { 32: ['ic11'], 64: ['ic12'], 128: ['ic07'], 256: ['ic08', 'ic13'], 512: ['ic09', 'ic14'], 1024: ['ic10'] }
  const chunk = (type: string, data: Buffer) => {
    const head = Buffer.alloc(8)
    head.write(type, 'latin1')
    head.writeUInt32BE(data.length + 8, 4)
    return Buffer.concat([head, data])
  }
  return chunk('icns', Buffer.concat(images.flatMap(({ size, png }) => (types[size] ?? []).map((type) => chunk(type, png)))))
}

const images = await draw([16, 24, 32, 48, 64, 128, 256, 512, 1024])
const of = (...sizes: number[]) => images.filter(({ size }) => sizes.includes(size))
writeFileSync(join(resources, 'icon.png'), of(512)[0]?.png ?? '')
writeFileSync(join(resources, 'icon.ico'), ico(of(16, 24, 32, 48, 64, 128, 256)))
writeFileSync(join(resources, 'icon.icns'), icns(of(32, 64, 128, 256, 512, 1024)))
