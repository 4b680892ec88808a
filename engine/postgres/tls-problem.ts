export interface TlsProblem {
  cause: string
  help: string
}

const untrusted = 'Give the CA certificate that signed it in sslrootcert, or use sslmode=require if you accept any certificate.'

const byCode: Readonly<Record<string, TlsProblem>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: { cause: 'the server certificate is self-signed and not trusted here.', help: 'Give that certificate in sslrootcert, or use sslmode=require if you accept any certificate.' },
  SELF_SIGNED_CERT_IN_CHAIN: { cause: 'the server certificate comes from an authority that is not trusted here.', help: untrusted },
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: { cause: 'the server certificate is signed by an authority that is not trusted here.', help: untrusted },
  UNABLE_TO_GET_ISSUER_CERT: { cause: 'the authority that signed the server certificate is not known here.', help: untrusted },
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: { cause: 'the authority that signed the server certificate is not known here.', help: untrusted },
  CERT_SIGNATURE_FAILURE: { cause: 'the signature of the server certificate does not fit the CA certificate.', help: untrusted },
  CERT_HAS_EXPIRED: { cause: 'the server certificate has expired.', help: 'Ask the administrator of the server for a new certificate, and check the clock of this machine.' },
  CERT_NOT_YET_VALID: { cause: 'the server certificate is not valid yet.', help: 'Check the clock of this machine and that of the server.' },
  CERT_REVOKED: { cause: 'the server certificate was revoked.', help: 'Ask the administrator of the server.' },
  ERR_TLS_CERT_ALTNAME_INVALID: { cause: 'the server certificate is made out for another host name.', help: 'Connect by the name in the certificate, or use sslmode=verify-ca if the name does not matter to you.' },
}

const byMessage: readonly [RegExp, TlsProblem][] = [
  [/does not support SSL/i, { cause: 'the server offers no encryption.', help: 'Turn on ssl in its postgresql.conf, or use sslmode=prefer or disable if the network is safe.' }],
  [/key values mismatch/i, { cause: 'the client certificate and its key do not belong together.', help: 'Check sslcert and sslkey.' }],
  [/bad decrypt|interrupted or cancelled|passphrase|bad password read/i, { cause: 'the key of the client certificate is locked by a passphrase.', help: 'Give a key without a passphrase in sslkey.' }],
  [/no start line|PEM|DECODER/, { cause: 'a certificate or key file is not in PEM form.', help: 'Check sslrootcert, sslcert and sslkey.' }],
  [/alert (bad )?certificate|certificate required|alert unknown ca/i, { cause: 'the server does not accept the client certificate.', help: 'Check sslcert and sslkey.' }],
  [/establishing an SSL connection|wrong version number|unsupported protocol|alert|disconnected before secure TLS/i, { cause: 'the handshake failed.', help: 'Check that the port belongs to PostgreSQL itself, and that the server speaks TLS 1.2 or later.' }],
]

/** What a TLS error of Node or of the driver means; undefined for anything else. */
export function tlsProblem(error: NodeJS.ErrnoException): TlsProblem | undefined {
  const code = error.code ?? ''
  const named = byCode[code]
  if (named) return named
  const isTls = /^(ERR_SSL|ERR_TLS|ERR_OSSL|EPROTO|CERT_)/.test(code) || /\bSSL\b|\bTLS\b/.test(error.message)
  if (!isTls) return undefined
  const problem = byMessage.find(([pattern]) => pattern.test(error.message))?.[1]
  return problem ?? { cause: 'the handshake failed.', help: 'Check sslmode and the certificates.' }
}
