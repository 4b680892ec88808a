const patience = 10_000

/** Asks the preload for the port to the main process; it answers with a message that carries it. */
export function openPort(): Promise<MessagePort> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => done(undefined), patience)
    const listen = (event: MessageEvent) => {
      if (event.source === window && event.data === 'strata:port') done(event.ports[0])
    }
    const done = (port: MessagePort | undefined) => {
      clearTimeout(timer)
      window.removeEventListener('message', listen)
      if (!port) return reject(new Error('The port was closed before it opened'))
      port.start()
      resolve(port)
    }
    window.addEventListener('message', listen)
    window.postMessage('strata:connect', '*')
  })
}
