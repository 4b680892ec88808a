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
