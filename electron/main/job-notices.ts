import { Notification, type BrowserWindow } from 'electron'
import type { Job } from '#shared/contract/jobs.ts'
import { noticeOf } from './job-notice.ts'
import type { Words } from './words.ts'

/** Tells a person who looks elsewhere that a long job has ended. */
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
