import { ipcRenderer } from 'electron'

/**
 * All that the page gets from the desktop is one end of a message channel; the contract is served at the other end.
 * Nothing is put on `window`.
 */
window.addEventListener('message', (event) => {
  if (event.source !== window || event.data !== 'strata:connect') return
  const { port1, port2 } = new MessageChannel()
  ipcRenderer.postMessage('strata:connect', null, [port2])
  window.postMessage('strata:port', '*', [port1])
})
