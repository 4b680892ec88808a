// What the product's Electron has from its newer Node and the stand-in has not, as far as the product uses it.
const fs = require('node:fs')
const { join } = require('node:path')
const zlib = require('node:zlib')

const plainReaddir = fs.readdirSync
fs.readdirSync = (folder, options) => {
  if (!options?.withFileTypes) return plainReaddir(folder, options)
  return plainReaddir(folder, options).flatMap((entry) => {
    entry.parentPath ??= folder
    const below = options.recursive && entry.isDirectory() ? fs.readdirSync(join(folder, entry.name), options) : []
    return [entry, ...below]
  })
}

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  return value
})
zlib.crc32 ??= (data, seed = 0) => {
  let value = ~seed
  for (const byte of typeof data === 'string' ? Buffer.from(data) : data) value = table[(value ^ byte) & 255] ^ (value >>> 8)
  return ~value >>> 0
}

AbortSignal.any ??= (signals) => {
  const controller = new AbortController()
  for (const signal of signals) {
    if (signal.aborted) controller.abort(signal.reason)
    else signal.addEventListener('abort', () => controller.abort(signal.reason), { signal: controller.signal })
  }
  return controller.signal
}
