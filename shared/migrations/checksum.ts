/** CRC-32 (IEEE) of `bytes`, continued from `seed`; unsigned. The function of node:zlib fits. */
export type Crc32 = (bytes: Uint8Array, seed?: number) => number

const slices = 8
const table = makeTable()

/** Slicing by eight: table[k * 256 + b] advances byte b by k further zero bytes. */
function makeTable(): Uint32Array {
  const made = new Uint32Array(slices * 256)
  for (let byte = 0; byte < 256; byte++) {
    let crc = byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
    made[byte] = crc
  }
  for (let i = 256; i < made.length; i++) {
    const before = made[i - 256] as number
    made[i] = (before >>> 8) ^ (made[before & 255] as number)
  }
  return made
}

/** Entry of a byte, advanced by `slice` zero bytes. */
function t(slice: number, byte: number): number {
  return table[slice * 256 + (byte & 255)] as number
}

/** For hosts without one of their own. */
export function crc32(bytes: Uint8Array, seed = 0): number {
  let crc = ~seed
  let i = 0
  for (const end = bytes.length - 7; i < end; i += 8) {
    const low = crc ^ at32(bytes, i)
    const high = at32(bytes, i + 4)
    crc = t(7, low) ^ t(6, low >>> 8) ^ t(5, low >>> 16) ^ t(4, low >>> 24) ^ t(3, high) ^ t(2, high >>> 8) ^ t(1, high >>> 16) ^ t(0, high >>> 24)
  }
  for (; i < bytes.length; i++) crc = (crc >>> 8) ^ t(0, crc ^ (bytes[i] as number))
  return ~crc >>> 0
}

function at32(bytes: Uint8Array, i: number): number {
  return (bytes[i] as number) | ((bytes[i + 1] as number) << 8) | ((bytes[i + 2] as number) << 16) | ((bytes[i + 3] as number) << 24)
}

/**
 * Checksum as Flyway stores it: signed CRC-32 over the UTF-8 bytes of the lines without their terminators, one leading U+FEFF
 * removed. Therefore blind to line endings, and 0 for an empty file.
 */
export function flywayChecksum(text: string, crc: Crc32 = crc32): number {
  const bytes = new TextEncoder().encode(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text)
  let length = 0
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] as number
    if (byte !== 10 && byte !== 13) bytes[length++] = byte
  }
  return crc(bytes.subarray(0, length)) | 0
}
