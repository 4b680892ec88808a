import type { Configuration } from 'openid-client'
import type { Claims, ProviderRules } from '#engine/access/provider-users.ts'
import { isLoopback } from './request-origin.ts'

export interface OidcOptions extends ProviderRules {
  issuer: string
  clientId: string
  clientSecret: string
  /** What stands on the button. */
  name: string
}

/** What the browser must bring back from the provider. */
export interface Flow {
  state: string
  nonce: string
  verifier: string
}

const patienceSeconds = 10

/** Signing in through a provider of OpenID Connect: code flow with PKCE, state and nonce. */
export class Oidc {
  readonly options: OidcOptions
  #found: Promise<Configuration> | undefined

  constructor(options: OidcOptions) {
    this.options = options
  }

  /** Where to send the browser, and what it must bring back. */
  async begin(redirectUri: string): Promise<{ url: URL; flow: Flow }> {
    const client = await import('openid-client')
    const flow = { state: client.randomState(), nonce: client.randomNonce(), verifier: client.randomPKCECodeVerifier() }
    const url = client.buildAuthorizationUrl(await this.#provider(), {
      redirect_uri: redirectUri, scope: 'openid profile email', state: flow.state, nonce: flow.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(flow.verifier), code_challenge_method: 'S256',
    })
    return { url, flow }
  }

  /** What the provider says of whoever came back; throws where state, nonce, issuer, audience, time or signature are not right. */
  async claims(returned: URL, { state, nonce, verifier }: Flow): Promise<Claims> {
    const client = await import('openid-client')
    const tokens = await client.authorizationCodeGrant(await this.#provider(), returned, { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true })
    return (tokens.claims() ?? {}) as Claims
  }

  /** A provider that does not answer is asked again the next time. */
  #provider(): Promise<Configuration> {
    this.#found ??= this.#discover().catch((thrown: unknown) => {
      this.#found = undefined
      throw thrown
    })
    return this.#found
  }

  async #discover(): Promise<Configuration> {
    const client = await import('openid-client')
    const { issuer, clientId, clientSecret } = this.options
    const url = new URL(issuer)
    // A provider of this machine may do without TLS; signatures of ID tokens are checked in any case.
    const execute = url.protocol === 'http:' && isLoopback(url.hostname) ? [client.allowInsecureRequests] : []
    const found = await client.discovery(url, clientId, clientSecret, undefined, { execute: [...execute, client.enableNonRepudiationChecks], timeout: patienceSeconds })
    found.timeout = patienceSeconds
    return found
  }
}
