import { ipcMain, type WebContents } from 'electron'
import type { StrataRouter } from '#engine/operations/dispatch.ts'
import { servePort } from './contract-port.ts'
import { isTrustedSender } from './trusted-sender.ts'

/** Gives a port of the contract to each page that our window shows, and to nobody else. */
export function acceptConnections(router: StrataRouter, ownContents: () => WebContents | undefined): void {
  ipcMain.on('strata:connect', (event) => {
    const [port, ...others] = event.ports
    for (const other of others) other.close()
    if (!port) return
    if (isTrustedSender(event.senderFrame, event.sender, ownContents())) servePort(router, port)
    else port.close()
  })
}
