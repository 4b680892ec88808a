import type { Command } from 'commander'
import type { ServeAccess } from '../run/serve-access.ts'

export interface AccessFlags {
  host?: string
  tlsCert?: string
  tlsKey?: string
  insecureHttp?: boolean
  publicUrl?: string
  link?: boolean
  oidcIssuer?: string
  oidcClientId?: string
  oidcSecretFile?: string
  oidcName?: string
  oidcNameClaim?: string
  oidcGroupsClaim?: string
  oidcGroup?: string[]
  oidcDomain?: string[]
}

/** Flags of `strata serve` about who may reach it and how people sign in. */
export function addAccessFlags(command: Command): Command {
  return command
    .option('--link', 'The personal mode: a printed link, good for one sign-in, makes a browser of this machine the person who started it')
    .option('--host <address>', 'Address to listen on (default: 127.0.0.1); another one needs TLS or --insecure-http')
    .option('--tls-cert <file>', 'Certificate with its chain, PEM')
    .option('--tls-key <file>', 'Private key of the certificate, PEM')
    .option('--insecure-http', 'Serve other machines without TLS')
    .option('--public-url <url>', 'Where a proxy serves it, such as https://strata.example')
    .option('--oidc-issuer <url>', 'Let people sign in through this provider of OpenID Connect')
    .option('--oidc-client-id <id>', 'Name of this server at the provider')
    .option('--oidc-secret-file <file>', 'File with the secret of this server at the provider (or STRATA_OIDC_SECRET)')
    .option('--oidc-name <name>', 'What stands on the button (default: the host of the provider)')
    .option('--oidc-name-claim <claim>', 'Claim that becomes the name (default: preferred_username)')
    .option('--oidc-groups-claim <claim>', 'Claim that lists groups (default: groups)')
    .option('--oidc-group <group=role...>', 'What members of a group may do: dba=operator, or shop=developer@staging; again for more')
    .option('--oidc-domain <domain...>', 'Domains of verified e-mail addresses that are let in (default: any)')
}

export function accessOf({ host, tlsCert, tlsKey, insecureHttp, publicUrl, link, ...flags }: AccessFlags): ServeAccess {
  const { oidcIssuer: issuer, oidcClientId: clientId, oidcSecretFile: secretFile, oidcName: name, oidcNameClaim: nameClaim, oidcGroupsClaim: groupsClaim, oidcGroup: groups = [], oidcDomain: domains = [] } = flags
  return { host, tlsCert, tlsKey, insecureHttp: insecureHttp === true, publicUrl, link: link === true, ...(issuer !== undefined && { oidc: { issuer, clientId, secretFile, name, nameClaim, groupsClaim, groups, domains } }) }
}
