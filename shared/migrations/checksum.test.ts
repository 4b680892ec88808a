import { crc32 as zlibCrc32 } from 'node:zlib'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { crc32, flywayChecksum } from './checksum.ts'

test("known checksums are Flyway's", () => {
  expect(flywayChecksum('')).toBe(0)
  for (const text of ['SELECT 1;', 'SELECT 1;\n', '\ufeffSELECT 1;\r\n', 'SELECT 1;\r', '\n\nSELECT 1;']) expect(flywayChecksum(text)).toBe(78787420)
  expect(flywayChecksum('SELECT\n1;')).toBe(-713821291)
  expect(flywayChecksum('SELECT1;')).toBe(-713821291)
})

test('only the first byte order mark is left out', () => {
  expect(flywayChecksum('\ufeff')).toBe(0)
  expect(flywayChecksum('\ufeff\ufeffx')).not.toBe(flywayChecksum('x'))
  expect(flywayChecksum('x\ufeff')).not.toBe(flywayChecksum('x'))
})

test('the checksum is the CRC-32 of zlib, whole and in parts', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), fc.nat(100), (bytes, cut) => {
      expect(crc32(bytes)).toBe(zlibCrc32(bytes))
      expect(crc32(bytes.subarray(cut), crc32(bytes.subarray(0, cut)))).toBe(zlibCrc32(bytes))
    }),
  )
})

test('a host may bring its own CRC-32; line endings never count', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom('\n', '\r\n', '\r'), (text, eol) => {
      const lines = text.split(/\r\n|\r|\n/)
      expect(flywayChecksum(lines.join(eol), zlibCrc32)).toBe(flywayChecksum(lines.join('')))
      expect(flywayChecksum(text)).toBe(zlibCrc32(Buffer.from(text.replace(/^\ufeff/, '').replace(/[\r\n]/g, ''))) | 0)
    }),
  )
})
