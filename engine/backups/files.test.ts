import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { sha256, writeAtomically } from './files.ts'

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'strata-files-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

const piece = 512 * 1024

test.each([0, 1, piece - 1, piece, piece + 1, 5 * piece + 7])('the checksum of a file of %i bytes is that of its content', async (bytes) => {
  const file = join(temporaryFolder(), 'file')
  const content = Buffer.from(Array.from({ length: bytes }, (_byte, index) => (index * 31 + (index >> 9)) & 255))
  writeFileSync(file, content)
  const heard: number[] = []
  expect(await sha256(file, undefined, (done) => heard.push(done))).toBe(createHash('sha256').update(content).digest('hex'))
  expect(heard.at(-1) ?? 0).toBe(bytes)
})

test('a checksum that is no longer wanted ends', async () => {
  const file = join(temporaryFolder(), 'file')
  writeFileSync(file, Buffer.alloc(3 * piece))
  const abort = new AbortController()
  await expect(sha256(file, abort.signal, () => abort.abort(new Error('enough')))).rejects.toThrow('enough')
})

test('one file written by many at the same time is one of their texts, and nothing else is left', async () => {
  const folder = temporaryFolder()
  const texts = Array.from({ length: 20 }, (_text, index) => String(index).repeat(1000 * (index + 1)))
  await Promise.all(texts.map((text) => writeAtomically(join(folder, 'file'), text)))
  expect(readdirSync(folder)).toEqual(['file'])
})
