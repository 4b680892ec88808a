import { spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { serverUrl } from '../../support/database.ts'
import { parseConnectionString } from '#engine/postgres/settings/connection-string.ts'

const hasPsql = spawnSync('psql', ['--version']).status === 0
const server = new URL(serverUrl())
const address = `127.0.0.1:${server.port}`

/** Each reaches the server of the suite as user postgres with an application name that says what was read. */
const forms = [
  `postgres://postgres@${address}/postgres`,
  `postgresql://postgres:a%3Ab%20c@${address}/postgres?sslmode=disable`,
  `postgresql://postgres:a?b@${address}/postgres`,
  `postgresql:///postgres?host=127.0.0.1&port=${server.port}&user=postgres`,
  `postgresql://${address}/wrong?dbname=postgres&user=postgres`,
  `host=127.0.0.1 port=${server.port} user = 'postgres' dbname=post\\gres`,
  `host=127.0.0.1 port=${server.port} user=postgres password= dbname=postgres dbname='postgres'`,
]
const unreadable = ['postgres://a%zz@db/x', 'postgres://db:70000/x', 'postgres://[::1/x', 'postgres://db/x?novalue', "host=db password='open", 'host=db user']

describe.runIf(hasPsql)('psql agrees', () => {
  test.each(forms)('on what is meant by %s', (text) => {
    const { connection } = parseConnectionString(text)
    const result = spawnSync('psql', ['-XAtw', '-d', text, '-c', '\\echo :HOST :PORT :USER :DBNAME'], { encoding: 'utf8' })
    expect(result.stderr).toBe('')
    expect(result.stdout.trim()).toBe(`${connection.host} ${connection.port} ${connection.user} ${connection.database}`)
  })

  test.each(unreadable)('that %s cannot be read', (text) => {
    expect(spawnSync('psql', ['-XAtw', '-d', text, '-c', '\\q'], { encoding: 'utf8' }).status).not.toBe(0)
    expect(() => parseConnectionString(text)).toThrow(expect.objectContaining({ code: 'bad_request' }) as Error)
  })
})
