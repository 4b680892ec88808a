import { existsSync, mkdtempSync, readFileSync, rmSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openLogFile } from './log-file.ts'

let folder: string
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'strata-log-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('a line holds the text, the details and what caused an error', () => {
  openLogFile(folder, 'desktop')('error', 'It broke', { operation: 'app.info', cause: new Error('outer', { cause: new Error('inner') }) })
  const line = JSON.parse(readFileSync(join(folder, 'logs/desktop.log'), 'utf8')) as object
  expect(line).toMatchObject({ level: 'error', text: 'It broke', details: { operation: 'app.info', cause: { message: 'outer', cause: { message: 'inner' } } } })
})

test('a log that has grown large is put aside once', () => {
  openLogFile(folder, 'desktop')('info', 'old')
  truncateSync(join(folder, 'logs/desktop.log'), 6 << 20)
  openLogFile(folder, 'desktop')('info', 'new')
  expect(existsSync(join(folder, 'logs/desktop.old.log'))).toBe(true)
  expect(readFileSync(join(folder, 'logs/desktop.log'), 'utf8')).not.toContain('old')
})
