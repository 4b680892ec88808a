import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { compressionProblem, compressionsOf } from './client-abilities.ts'

/** A pg_dump that was built without these methods, and says so as the real one does. */
function client(major: number, without: string) {
  const folder = mkdtempSync(join(tmpdir(), 'strata-client-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'pg_dump')
  writeFileSync(file, `#!/bin/sh\ncase "$2" in --compress=${without}) echo "pg_dump: error: this build does not support compression with LZ4" >&2;; *) echo 'pg_dump: error: connection to server on socket "/nowhere/.s.PGSQL.5432" failed' >&2;; esac\nexit 1\n`)
  chmodSync(file, 0o755)
  return { folder, major, version: `${major}.1` }
}

test('a client of version 16 or later is asked what it was built with', async () => {
  const without = client(17, 'lz4')
  expect(await compressionsOf(without)).toEqual(['none', 'gzip', 'zstd'])
  expect(await compressionProblem(without, 'lz4:3')).toBe('pg_dump 17.1 was built without lz4.')
  expect(await compressionProblem(without, 'zstd:3')).toBeUndefined()
})

test('an older client knows gzip alone', async () => {
  expect(await compressionProblem(client(15, 'nothing'), 'zstd')).toBe('pg_dump 15.1 knows gzip alone; zstd came with version 16.')
})
