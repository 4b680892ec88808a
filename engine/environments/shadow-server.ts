import type { Environment } from '#shared/contract/environments.ts'

/** Key of the vault for the password of an environment's shadow server. */
export function shadowVaultKey(environmentId: string): string {
  return `${environmentId}/shadow`
}

/** The server that an environment names for shadows, as an environment; the policies are the environment's own. */
export function shadowServerOf(environment: Environment): Environment | undefined {
  const { shadow, ...rest } = environment
  return shadow && { ...rest, id: shadowVaultKey(environment.id), connection: shadow, class: 'development', sample: false }
}
