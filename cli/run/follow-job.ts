import { AppError } from '#shared/contract/app-error.ts'
import type { StrataClient } from '#shared/contract/client.ts'
import type { Job } from '#shared/contract/jobs.ts'
import { onInterrupt } from './interrupt.ts'
import type { JobView } from './job-view.ts'

/**
 * Shows a job until it has ended. The first Ctrl-C cancels it on the server; the second leaves at once, which is thrown
 * as `outcome_unknown`.
 */
export async function followJob(client: StrataClient, jobId: string, view: JobView, now: () => number = Date.now): Promise<Job> {
  let stopListening = () => {}
  const abandoned = new Promise<never>((_, reject) => {
    stopListening = onInterrupt((times) => {
      if (times > 1) return reject(left())
      view.note('Cancelling, on the server too. Once more leaves at once, without knowing what took effect.\n')
      client.jobs.cancel({ jobId }).catch(reject)
    }, now)
  })
  try {
    return await Promise.race([ended(client, jobId, view), abandoned])
  } finally {
    stopListening()
    view.end()
  }
}

async function ended(client: StrataClient, jobId: string, view: JobView): Promise<Job> {
  for await (const event of await client.jobs.watch({ jobId })) view.event(event)
  return client.jobs.get({ jobId })
}

function left(): AppError {
  return AppError.from({
    ...new AppError('outcome_unknown').data,
    message: 'Left before the job had ended; what it was doing may or may not have taken effect.',
    help: 'Look at the status: the history says what really happened.',
  })
}
