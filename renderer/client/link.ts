import { createORPCClient, type ClientLink } from '@orpc/client'
import { RPCLink as FetchLink } from '@orpc/client/fetch'
import { RPCLink as PortLink } from '@orpc/client/message-port'
import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import { writeHeader } from '#shared/access/write-header.ts'
import { AppError } from '#shared/contract/app-error.ts'
import { asAppError, type StrataClient } from '#shared/contract/client.ts'
import { hostAnswers, hostGone } from './host-state.ts'
import { openPort } from './port.ts'
import { sessionEnded, untilSignedIn, waitsForSignIn } from './sign-in-state.ts'

type Link = ClientLink<Record<never, never>>

/** The only difference between the window of the desktop and a browser. */
const isDesktop = location.protocol === 'app:'
let desktopLink: Promise<Link> | undefined

function desktop(): Promise<Link> {
  desktopLink ??= openPort().then((port) => {
    port.addEventListener('close', forgetLink)
    return new PortLink({ port })
  })
  desktopLink.catch(forgetLink)
  return desktopLink
}

function forgetLink(): void {
  desktopLink = undefined
}

const browserLink = new FetchLink({ url: new URL('/rpc', location.origin), headers: { [writeHeader.name]: writeHeader.value } })

/** A call that was refused because the session had ended was not begun: it is made when somebody is signed in again. */
const link: Link = {
  async call(path, input, options) {
    const waits = waitsForSignIn(path)
    for (;;) {
      try {
        if (waits) await untilSignedIn(options.signal)
        const output = await (isDesktop ? await desktop() : browserLink).call(path, input, options)
        hostAnswers()
        return output
      } catch (thrown) {
        const error = readable(thrown)
        if (!waits || error.code !== 'sign_in_required') throw error
        sessionEnded()
      }
    }
  },
}

/** Whatever a call or a stream threw, as an AppError; learns from it that the host is gone. */
export function readable(thrown: unknown): AppError {
  if (isGone(thrown)) {
    hostGone()
    return new AppError('host_gone', {}, { cause: thrown })
  }
  return asAppError(thrown)
}

/** A fetch without an answer, a gateway without a host behind it, or a port that was closed. Errors of the studio carry data. */
function isGone(thrown: unknown): boolean {
  if (!(thrown instanceof Error) || thrown.name === 'AbortError' || thrown instanceof AppError) return false
  const { status, data } = thrown as { status?: unknown; data?: { ref?: unknown } }
  if (data?.ref !== undefined) return false
  return thrown instanceof TypeError || status === 502 || status === 504 || /port was closed|peer (was )?closed|network error/i.test(thrown.message)
}

export const client: StrataClient = createORPCClient(link)
/** Query options and keys of every operation: `useQuery(api.migrations.status.queryOptions({ input: { env } }))`. */
export const api = createTanstackQueryUtils(client)
