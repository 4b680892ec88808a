import { admissionPart } from './admission.ts'
import { apiPagePart } from './api-page.ts'
import { contractPart } from './contract.ts'
import { describedApiPart } from './described-api.ts'
import { headersPart } from './headers.ts'
import { healthPart } from './health.ts'
import { hooksPart } from './hooks.ts'
import { addressLimitsPart, callerLimitsPart } from './limits.ts'
import { oidcPart } from './oidc.ts'
import { metricsPart } from './metrics.ts'
import { oneHostPart } from './one-host.ts'
import { overloadPart } from './overload.ts'
import { schemaDocumentPart } from './schema-document.ts'
import { pagesPart } from './pages.ts'
import { requestLogPart } from './request-log.ts'
import { transferPart } from './transfer.ts'
import type { ServerPart } from './part.ts'

/** What sees a request before anyone asks who sent it. */
export const outerParts: readonly ServerPart[] = [
  headersPart,
  transferPart,
  requestLogPart,
  metricsPart,
  oneHostPart,
  overloadPart,
  addressLimitsPart,
]

/** In the order in which their hooks see a request; whoever is not let in sees none of them. */
export const serverParts: readonly ServerPart[] = [
  admissionPart,
  callerLimitsPart,
  healthPart,
  hooksPart,
  schemaDocumentPart,
  apiPagePart,
  contractPart,
  oidcPart,
  describedApiPart,
  pagesPart,
]
