import { AppError } from '#shared/contract/app-error.ts'

/** Waits; throws `cancelled` as soon as the signal is aborted. */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(new AppError('cancelled'))
    const stop = () => {
      clearTimeout(timer)
      reject(new AppError('cancelled'))
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop)
      resolve()
    }, ms)
    signal?.addEventListener('abort', stop, { once: true })
  })
}

export function throwIfCancelled(signal: AbortSignal, state?: string): void {
  if (signal.aborted) throw new AppError('cancelled', {}, state === undefined ? {} : { state })
}

/** Before anything is begun: not for somebody who cancelled, nor at the end of the program. */
export function throwIfStopped({ signal, ending }: { signal: AbortSignal; ending?: AbortSignal | undefined }, state: string): void {
  throwIfCancelled(signal, state)
  if (ending?.aborted) throw new AppError('cancelled', {}, { state: `Strata was asked to end. ${state}` })
}
