import helmet from '@fastify/helmet'
import { contentSecurityPolicy } from '#shared/security/content-security-policy.ts'
import type { ServerPart } from './part.ts'

/** Headers under which a browser trusts the pages with no more than they need. */
export const headersPart: ServerPart = async (app) => {
  await app.register(helmet, headers)
}

const headers = {
  contentSecurityPolicy: { useDefaults: false, directives: Object.fromEntries(Object.entries(contentSecurityPolicy).map(([name, sources]) => [name, [...sources]])) },
  // The server speaks plain HTTP on the own machine.
  strictTransportSecurity: false,
  referrerPolicy: { policy: 'no-referrer' },
  xFrameOptions: { action: 'deny' },
} as const
