import { expect, test } from 'vitest'
import { backupRulesSchema } from '#shared/contract/environments.ts'
import { compressionArguments, pattern, planDump } from './dump-plan.ts'
import { judgeTarget } from './readers.ts'

const rules = backupRulesSchema.parse({ format: 'directory', jobs: 4, compression: 'gzip:6', globals: true })

test('what a choice leaves open is as the environment says', () => {
  expect(planDump(rules)).toEqual({ format: 'directory', jobs: 4, compression: 'gzip:6', content: 'all', onlySchemas: [], onlyTables: [], globals: true, encrypt: false })
  expect(planDump(rules, { jobs: 2, globals: false, content: 'schema' })).toMatchObject({ jobs: 2, globals: false, content: 'schema' })
})

test('a file is dumped by one job, whatever the environment allows', () => {
  expect(planDump(rules, { format: 'custom' }).jobs).toBe(1)
  expect(() => planDump(rules, { format: 'custom', jobs: 2 })).toThrow(/directory format/)
})

test.each([[{ compression: 'gzip:0' }], [{ compression: 'lz4:13' }], [{ compression: 'zstd:23' }], [{ onlySchemas: ['a'], onlyTables: ['b'] }]])('%j is refused', (choice) => {
  expect(() => planDump(rules, choice)).toThrow(expect.objectContaining({ code: 'bad_request' }))
})

test('compression is named for a client of version 16, and is a level of gzip before', () => {
  expect(compressionArguments('zstd:3', 17)).toEqual(['--compress=zstd:3'])
  expect(compressionArguments('gzip:1', 15)).toEqual(['--compress=1'])
  expect(compressionArguments('gzip', 15)).toEqual([])
  expect(compressionArguments('none', 13)).toEqual(['--compress=0'])
})

test('names are patterns that fit nothing else', () => {
  expect(pattern('we.ird*', 'a"b$')).toBe('"we.ird*"."a""b$"')
})

test('a target is judged by the server it has and the pg_restore that is here', () => {
  expect(judgeTarget('old', { from: 16, to: 15, written: 16, restores: 16 })).toMatchObject({ ok: false, message: expect.stringContaining('older than this server') })
  expect(judgeTarget('same', { from: 15, to: 15, written: 17, restores: undefined })).toMatchObject({ ok: false, message: expect.stringContaining('no pg_restore 17') })
  expect(judgeTarget('same', { from: 15, to: 15, written: 17, restores: 17 })).toMatchObject({ ok: true, message: expect.stringContaining('settings that it does not know') })
})
