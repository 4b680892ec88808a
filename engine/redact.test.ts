import { expect, test } from 'vitest'
import { redact, redactText } from './redact.ts'

test.each([
  ['postgres://app:s3cret@db/shop', 'postgres://app:***@db/shop'],
  ['failed: postgresql://app:s3cret@db:5432/shop?x=1 (again)', 'failed: postgresql://app:***@db:5432/shop?x=1 (again)'],
  ['jdbc:postgresql://db/shop?user=app&password=s3cret&ssl=true', 'jdbc:postgresql://db/shop?user=app&password=***&ssl=true'],
  ["host=db password='s3 cret' user=app", 'host=db password=*** user=app'],
  ['host=db password = s3cret user=app', 'host=db password = *** user=app'],
  ['PGPASSWORD=s3cret psql', 'PGPASSWORD=*** psql'],
  ['nothing secret: see https://example.org:8080/a', 'nothing secret: see https://example.org:8080/a'],
])('%s', (text, redacted) => expect(redactText(text)).toBe(redacted))

test('fields that are named as secrets go, at any depth; whether there is one stays', () => {
  expect(redact({ draft: { password: 's3cret', hasPassword: true, list: [{ accessToken: 'x' }] } })).toEqual({ draft: { password: '***', hasPassword: true, list: [{ accessToken: '***' }] } })
})

test('an error keeps its words and its cause, without secrets and without going in circles', () => {
  const error = new Error('cannot open postgres://a:s3cret@b', { cause: { password: 's3cret' } })
  const round: Record<string, unknown> = { error }
  round.self = round
  const redacted = redact(round)
  expect(JSON.stringify(redacted)).not.toContain('s3cret')
  expect(redacted).toMatchObject({ self: '[circular]', error: { message: 'cannot open postgres://a:***@b', cause: { password: '***' } } })
})
