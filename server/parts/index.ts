import { contractPart } from './contract.ts'
import { headersPart } from './headers.ts'
import { healthPart } from './health.ts'
import { addressLimitsPart, callerLimitsPart } from './limits.ts'
import { metricsPart } from './metrics.ts'
import { overloadPart } from './overload.ts'
import { pagesPart } from './pages.ts'
import { requestLogPart } from './request-log.ts'
import type { ServerPart } from './part.ts'

/** What sees a request before anyone asks who sent it. */
export const outerParts: readonly ServerPart[] = [
  headersPart,
  requestLogPart,
  metricsPart,
  overloadPart,
  addressLimitsPart,
]

/** In the order in which their hooks see a request; whoever is not let in sees none of them. */
export const serverParts: readonly ServerPart[] = [
  callerLimitsPart,
  healthPart,
  contractPart,
  pagesPart,
]
