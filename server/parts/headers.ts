import helmet from '@fastify/helmet'
import { contentSecurityPolicy } from '#shared/security/content-security-policy.ts'
import type { ServerPart } from './part.ts'

/** Headers under which a browser trusts the pages with no more than they need. */
export const headersPart: ServerPart = async (app, { secure }) => {
  await app.register(helmet, { ...headers, strictTransportSecurity: secure && { maxAge: 180 * 24 * 3600, includeSubDomains: false } })
}

const headers = {
  contentSecurityPolicy: { useDefaults: false, directives: Object.fromEntries(Object.entries(contentSecurityPolicy).map(([name, sources]) => [name, [...sources]])) },
  referrerPolicy: { policy: 'no-referrer' },
  xFrameOptions: { action: 'deny' },
} as const
