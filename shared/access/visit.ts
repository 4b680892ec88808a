/** What a server knows of a request beside its caller. */
export interface Visit {
  /** `link`: whoever follows the printed link is the person at this machine. `users`: by name and password, or through a provider. */
  readonly signIn: 'link' | 'users'
  /** Another way to sign in. */
  readonly provider: { name: string; href: string } | null
  /** Network address and program of whoever asks. */
  readonly address: string
  readonly agent: string
  /** Id of the session that the request's cookie belongs to. */
  readonly session?: string | undefined
  /** Gives the browser the cookie of a new session, or takes it away. */
  keep(token: string, expiresAt: number): void
  forget(): void
}
