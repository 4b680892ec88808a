import { expect, test } from 'vitest'
import { candidateFolders, type Machine } from './client-folders.ts'
import { fittingClient, installHint, restoringClient } from './client-tools.ts'

const tools = [18, 17, 15].map((major) => ({ major, version: `${major}.2`, folder: `/pg/${major}` }))
const machine = (platform: NodeJS.Platform, variables: Machine['variables'], folders: Record<string, string[]> = {}): Machine => ({ platform, variables, list: (folder) => folders[folder] ?? [] })

test('a dump takes the client of the same major version, else the nearest newer one with a warning, never an older one', () => {
  expect(fittingClient(tools, 15)).toEqual({ client: tools[2] })
  expect(fittingClient(tools, 16)).toMatchObject({ client: { major: 17 }, warning: expect.stringContaining('needs pg_restore 17 or later') })
  expect(fittingClient(tools, 19)).toBeUndefined()
  expect(fittingClient([], 15)).toBeUndefined()
})

test('a restore takes a client that can read the archive, the one of the server if it can', () => {
  expect(restoringClient(tools, 15, 17)?.major).toBe(17)
  expect(restoringClient(tools, 15, 16)?.major).toBe(15)
  expect(restoringClient(tools, 17, 15)?.major).toBe(17)
  expect(restoringClient(tools, 19, 19)).toBeUndefined()
})

test('the words of installation fit the platform', () => {
  expect(installHint('linux', 16)).toMatch(/apt install postgresql-client-16.*dnf install postgresql16/)
  expect(installHint('darwin', 16)).toContain('brew install postgresql@16')
  expect(installHint('win32', 16)).toContain('postgresql.org/download/windows')
})

test('the chosen folders are the only ones', () => {
  expect(candidateFolders(machine('linux', { PATH: '/usr/bin', STRATA_PG_BIN: '/my/pg:/other' }))).toEqual(['/my/pg', '/other'])
  expect(candidateFolders(machine('win32', { Path: 'C:\\bin', STRATA_PG_BIN: 'D:\\pg\\bin' }))).toEqual(['D:\\pg\\bin'])
})

test('on Linux the packages of Debian and Red Hat are found', () => {
  const found = candidateFolders(machine('linux', { PATH: '/usr/bin:/bin' }, { '/usr/lib/postgresql': ['15', '17'], '/usr': ['bin', 'pgsql-16'] }))
  expect(found).toEqual(expect.arrayContaining(['/usr/bin', '/bin', '/usr/lib/postgresql/15/bin', '/usr/lib/postgresql/17/bin', '/usr/pgsql-16/bin']))
  expect(found).not.toContain('/usr/bin/bin')
})

test('on macOS Homebrew, Postgres.app and the EnterpriseDB installer are found', () => {
  const folders = { '/opt/homebrew/opt': ['libpq', 'postgresql@16'], '/Applications/Postgres.app/Contents/Versions': ['17', 'latest'], '/Library/PostgreSQL': ['15'] }
  expect(candidateFolders(machine('darwin', {}, folders))).toEqual(
    expect.arrayContaining(['/opt/homebrew/opt/libpq/bin', '/opt/homebrew/opt/postgresql@16/bin', '/Applications/Postgres.app/Contents/Versions/17/bin', '/Library/PostgreSQL/15/bin']),
  )
})

test('on Windows the program folders are found, wherever they are', () => {
  const variables = { Path: 'C:\\Windows;C:\\bin', ProgramFiles: 'D:\\Programs' }
  expect(candidateFolders(machine('win32', variables, { 'D:\\Programs\\PostgreSQL': ['16'] }))).toEqual([
    'C:\\Windows', 'C:\\bin', 'D:\\Programs\\PostgreSQL\\16\\bin', 'D:\\Programs\\PostgreSQL\\16\\pgAdmin 4\\runtime',
  ])
})
