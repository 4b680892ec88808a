import type { Command } from 'commander'
import type { ServeAccess } from '../run/serve-access.ts'

export interface AccessFlags {
  host?: string
  tlsCert?: string
  tlsKey?: string
  insecureHttp?: boolean
  publicUrl?: string
  link?: boolean
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
}

export function accessOf({ host, tlsCert, tlsKey, insecureHttp, publicUrl, link }: AccessFlags): ServeAccess {
  return { host, tlsCert, tlsKey, insecureHttp: insecureHttp === true, publicUrl, link: link === true }
}
