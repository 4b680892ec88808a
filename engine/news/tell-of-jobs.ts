import type { Job } from '#shared/contract/jobs.ts'
import { personText } from '../confirmations/confirmations.ts'
import type { Engine } from '../engine.ts'
import { newsOfJob } from './job-news.ts'

/** Tells the news of every job that ends in this process; returns what tells of those that were found interrupted. */
export function tellOfJobs({ jobs, news, environments, actor }: Pick<Engine, 'jobs' | 'news' | 'environments' | 'actor'>): (interrupted: readonly Job[]) => void {
  const tell = (job: Job, by = personText(actor)) => {
    const environment = environments.list().find(({ name }) => name === job.env)
    const item = environment && newsOfJob(job, environment, by)
    if (item) news.tell(item)
  }
  jobs.onEnded(tell)
  return (interrupted) => interrupted.forEach((job) => tell(job, ''))
}
