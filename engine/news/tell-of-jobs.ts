import type { Engine } from '../engine.ts'
import { newsOfJob } from './job-news.ts'

/** Tells the news of every job that ends in this process. */
export function tellOfJobs({ jobs, news, environments, actor }: Pick<Engine, 'jobs' | 'news' | 'environments' | 'actor'>): void {
  jobs.onEnded((job) => {
    const environment = environments.list().find(({ name }) => name === job.env)
    const item = environment && newsOfJob(job, environment, `${actor.user}@${actor.host}`)
    if (item) news.tell(item)
  })
}
