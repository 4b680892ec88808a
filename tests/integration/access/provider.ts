import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'

/** What the next ID token says otherwise than it should. */
export interface Twist {
  issuer?: string
  audience?: string
  nonce?: string
  expired?: boolean
  foreignKey?: boolean
}

/** A small provider of OpenID Connect, which lets in whoever the test says. */
export interface Provider {
  issuer: string
  /** Follows the way that the browser was sent, as the person with these claims; gives where the provider sends the browser back. */
  consent(url: string, claims: Record<string, unknown>, twist?: Twist): URL
  close(): Promise<void>
}

export const clientId = 'strata'
export const clientSecret = 'a-secret-of-the-client'

export async function startProvider(): Promise<Provider> {
  const [own, foreign] = [await generateKeyPair('RS256'), await generateKeyPair('RS256')]
  const jwk = { ...(await exportJWK(own.publicKey)), kid: 'k1', alg: 'RS256', use: 'sig' }
  const codes = new Map<string, { challenge: string; redirect: string; nonce: string; claims: Record<string, unknown>; twist: Twist }>()
  let issuer = ''
  const tokenFor = async (request: IncomingMessage): Promise<[number, unknown]> => {
    let text = ''
    for await (const part of request) text += String(part)
    const form = new URLSearchParams(text)
    const code = codes.get(form.get('code') ?? '')
    codes.delete(form.get('code') ?? '')
    const isClient = form.get('client_id') === clientId && form.get('client_secret') === clientSecret
    const isBearer = createHash('sha256').update(form.get('code_verifier') ?? '').digest('base64url') === code?.challenge
    if (!code || !isClient || !isBearer || form.get('redirect_uri') !== code.redirect) return [400, { error: 'invalid_grant' }]
    const { claims, twist, nonce } = code
    const now = Math.floor(Date.now() / 1000) - (twist.expired ? 7200 : 0)
    const idToken = await new SignJWT({ ...claims, nonce: twist.nonce ?? nonce }).setProtectedHeader({ alg: 'RS256', kid: 'k1' }).setIssuer(twist.issuer ?? issuer).setAudience(twist.audience ?? clientId).setIssuedAt(now).setExpirationTime(now + 300).sign(twist.foreignKey ? foreign.privateKey : own.privateKey)
    return [200, { access_token: 'opaque', token_type: 'Bearer', id_token: idToken }]
  }
  const server = createServer((request, answer) => {
    const send = ([status, body]: [number, unknown]) => answer.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    if (request.url === '/.well-known/openid-configuration') return void send([200, { issuer, authorization_endpoint: `${issuer}/authorize`, token_endpoint: `${issuer}/token`, jwks_uri: `${issuer}/jwks`, response_types_supported: ['code'], subject_types_supported: ['public'], id_token_signing_alg_values_supported: ['RS256'], token_endpoint_auth_methods_supported: ['client_secret_post'], code_challenge_methods_supported: ['S256'] }])
    if (request.url === '/jwks') return void send([200, { keys: [jwk] }])
    return void tokenFor(request).then(send)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    issuer,
    consent: (href, claims, twist = {}) => {
      const asked = new URL(href).searchParams
      const code = `code-${codes.size}-${Math.random()}`
      codes.set(code, { challenge: asked.get('code_challenge') ?? '', redirect: asked.get('redirect_uri') ?? '', nonce: asked.get('nonce') ?? '', claims, twist })
      const back = new URL(asked.get('redirect_uri') ?? '')
      back.searchParams.set('code', code)
      back.searchParams.set('state', asked.get('state') ?? '')
      return back
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
