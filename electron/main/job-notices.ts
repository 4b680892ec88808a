import { Notification, type BrowserWindow } from 'electron'
import { fillWords } from '#shared/contract/errors.ts'
import type { Job } from '#shared/contract/jobs.ts'
import type { Words } from './words.ts'

/** Jobs shorter than this end before anyone looks away. */
const longMs = 10_000

/** Tells a person who looks elsewhere that a long job has ended. */
export function noticeOf(job: Job, words: Words): { title: string; body: string } | undefined {
  if (!job.startedAt || !job.endedAt || Date.parse(job.endedAt) - Date.parse(job.startedAt) < longMs) return undefined
  const template = job.state === 'succeeded' ? words.jobSucceeded : job.state === 'failed' ? words.jobFailed : words.jobEnded
  return { title: fillWords(template, { operation: job.operation, state: job.state }), body: job.error?.message ?? job.progress?.label ?? '' }
}

export function showNotice(job: Job, words: Words, window: BrowserWindow | undefined): void {
  const notice = noticeOf(job, words)
  if (!notice || window?.isFocused() || !Notification.isSupported()) return
  const notification = new Notification(notice)
  notification.on('click', () => {
    window?.show()
    window?.focus()
  })
  notification.show()
}
