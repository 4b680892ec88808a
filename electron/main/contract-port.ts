import { RPCHandler } from '@orpc/server/message-port'
import type { StrataRouter } from '#engine/operations/dispatch.ts'

/** What Electron's MessagePortMain and Node's MessagePort have in common. */
export interface Port {
  on(event: 'message', listener: (message: { data?: unknown } | undefined) => void): unknown
  on(event: 'close', listener: () => void): unknown
  postMessage(message: unknown): void
  start(): void
}

/** Serves the contract on a port until its other end goes away. */
export function servePort(router: StrataRouter, port: Port): void {
  new RPCHandler(router).upgrade(port as Parameters<RPCHandler<object>['upgrade']>[0])
  port.start()
}
