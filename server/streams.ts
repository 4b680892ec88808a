import { AppError } from '#shared/contract/app-error.ts'
import { isFinished, type JobState } from '#shared/contract/jobs.ts'
import { contractError } from './contract-http.ts'
import type { ServerLife } from './server-life.ts'

export function isStream(output: unknown): output is AsyncIterable<unknown> {
  return typeof output === 'object' && output !== null && Symbol.asyncIterator in output
}

/** The same stream; when the server ends first, its last event says so, and the client knows to come back. */
export async function* followed(source: AsyncIterable<unknown>, life: ServerLife): AsyncGenerator<unknown> {
  let ended = false
  try {
    for await (const event of source) {
      ended = isFinished((event as { state?: JobState }).state ?? 'running')
      yield event
    }
    if (life.streamsEnd.aborted && !ended) throw new AppError('shutting_down')
  } catch (thrown) {
    throw life.streamsEnd.aborted && !ended ? contractError(new AppError('shutting_down')) : thrown
  }
}
