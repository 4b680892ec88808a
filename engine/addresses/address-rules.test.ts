import { describe, expect, test } from 'vitest'
import { addressPolicy, refusalOf } from './address-rules.ts'
import { resolveChecked } from './checked-lookup.ts'
import { checkedUrl, shownAddress } from './checked-url.ts'

const server = addressPolicy('browser').webhooks
const desktop = addressPolicy('desktop').webhooks
const codeOf = (work: () => unknown) => {
  try {
    work()
    return 'let in'
  } catch (thrown) {
    return (thrown as { code?: string }).code
  }
}

describe('a server calls public addresses alone', () => {
  test.each(['8.8.8.8', '1.1.1.1', '2606:4700:4700::1111', '::ffff:8.8.8.8'])('%s is let in', (address) => expect(refusalOf(server, address)).toBeUndefined())

  test.each([
    '127.0.0.1', '127.1.2.3', '0.0.0.0', '0.1.2.3', '10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', '100.64.0.1', '169.254.169.254', '169.254.1.1', '224.0.0.1', '240.0.0.1',
    '255.255.255.255', '192.0.2.1', '198.18.0.1', '192.88.99.1', '168.63.129.16', '100.100.100.200', '192.0.0.192', '169.254.170.2',
    '::', '::1', '::7f00:1', '::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:10.0.0.1', '::ffff:0:127.0.0.1', '64:ff9b::7f00:1', '64:ff9b:1::1', '2002:7f00:1::', '2001:0:7f00:1::', 'fe80::1', 'fe80::1%eth0',
    'fc00::1', 'fd00:ec2::254', 'fec0::1', 'ff02::1', '2001:db8::1', '100::1', 'nonsense',
  ])('%s is refused', (address) => expect(refusalOf(server, address)).toMatch(/^it /))
})

describe('every way to write an address is the same address', () => {
  test.each([
    'http://2130706433/', 'http://0x7f000001/', 'http://0177.0.0.1/', 'http://0x7f.1/', 'http://127.1/', 'http://127.0.0.1./', 'http://[::1]/', 'http://[::ffff:127.0.0.1]/', 'http://[0:0:0:0:0:ffff:7f00:1]/',
    'http://localhost/', 'http://LOCALHOST./', 'http://app.localhost/', 'http://\u2460\u2461\u2466.0.0.1/', 'http://127\u30020.0.1/',
  ])('%s', (url) => expect(codeOf(() => checkedUrl(server, url))).toBe('address_refused'))
})

describe('an address of a webhook', () => {
  test.each(['ftp://example.com/', 'file:///etc/passwd', 'gopher://example.com/', 'javascript:alert(1)', 'unix:/run/docker.sock', '//example.com', 'example.com', ''])('%s has another scheme, or none', (url) => {
    expect(codeOf(() => checkedUrl(desktop, url))).toBe('address_refused')
  })
  test.each(['http://user@example.com/', 'https://user:secret@example.com/', 'https://:secret@example.com/'])('%s holds credentials', (url) => expect(codeOf(() => checkedUrl(desktop, url))).toBe('address_refused'))
  test.each(['22', '25', '445', '6000', '6667', '10080'])('port %s is one of another protocol', (port) => expect(codeOf(() => checkedUrl(desktop, `http://example.com:${port}/`))).toBe('address_refused'))
  test.each(['https://example.com/', 'http://example.com:8080/x', 'https://example.com:8443/'])('%s is taken', (url) => expect(checkedUrl(server, url).href).toBe(url))

  test('is shown without its path, in errors too', () => {
    expect(shownAddress(new URL('https://hooks.slack.com/services/T0/B0/secret?token=secret'))).toBe('https://hooks.slack.com')
    expect(() => checkedUrl(server, 'http://10.0.0.1/services/secret?token=secret')).toThrow(expect.not.stringContaining('secret') as unknown as Error)
  })
})

describe('what is permitted beside', () => {
  test('a person at the machine may call it and its networks, and no metadata service', () => {
    for (const address of ['127.0.0.1', '::1', '192.168.1.1', 'fd12::1']) expect(refusalOf(desktop, address)).toBeUndefined()
    for (const address of ['169.254.169.254', 'fe80::1', 'fd00:ec2::254', '224.0.0.1']) expect(refusalOf(desktop, address)).toMatch(/^it /)
  })

  test('databases of a server may lie in its networks', () => {
    const { databases } = addressPolicy('browser')
    expect(refusalOf(databases, '10.1.2.3')).toBeUndefined()
    expect(refusalOf(databases, '169.254.169.254')).toBe('it belongs to the metadata service of a cloud')
  })

  test('networks, addresses, names and whole kinds can be named', () => {
    const { webhooks } = addressPolicy('browser', '10.1.0.0/16, fd00::/8 192.168.7.7,[fe80::7],chat.intern')
    for (const address of ['10.1.2.3', '::ffff:10.1.2.3', 'fd12::1', '192.168.7.7', 'fe80::7']) expect(refusalOf(webhooks, address)).toBeUndefined()
    for (const address of ['10.2.0.1', '192.168.7.8', 'fe80::8', '127.0.0.1']) expect(refusalOf(webhooks, address)).toMatch(/^it /)
    expect(refusalOf(webhooks, '172.16.0.9', 'Chat.Intern.')).toBeUndefined()
    expect(refusalOf(webhooks, '169.254.169.254', 'chat.intern')).toMatch(/^it /)
    expect(refusalOf(addressPolicy('browser', 'private').webhooks, '172.16.0.9')).toBeUndefined()
    expect(refusalOf(addressPolicy('browser', 'private').webhooks, '127.0.0.1')).toMatch(/^it /)
    expect(refusalOf(addressPolicy('browser', 'loopback').webhooks, '127.0.0.1')).toBeUndefined()
  })
})

describe('a name', () => {
  const answers = (...addresses: string[]) => async () => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))

  test('is refused as soon as one of its addresses is', async () => {
    await expect(resolveChecked(server, 'evil.example', answers('8.8.8.8', '127.0.0.1'))).rejects.toMatchObject({ code: 'address_refused' })
    await expect(resolveChecked(server, 'evil.example', answers('::ffff:169.254.169.254'))).rejects.toMatchObject({ code: 'address_refused' })
    expect(await resolveChecked(server, 'good.example', answers('8.8.8.8'))).toEqual([{ address: '8.8.8.8', family: 4 }])
  })
})
