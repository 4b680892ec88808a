import { expect, test } from 'vitest'
import type { Job } from '#shared/contract/jobs.ts'
import { AppError } from '#shared/contract/app-error.ts'
import { noticeOf } from './job-notice.ts'
import { wordsFor } from './words.ts'

const words = wordsFor('en', 'en')
const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString()
const job = (rest: Partial<Job>): Job => ({ id: '1', operation: 'backups.create', state: 'succeeded', createdAt: at(0), startedAt: at(0), endedAt: at(30), lastSeq: 1, ...rest })

test('a long job that has ended is worth a notice', () => {
  expect(noticeOf(job({}), words)).toEqual({ title: 'backups.create has finished', body: '' })
  const error = new AppError('disk_full', { what: 'the dump' }).data
  expect(noticeOf(job({ state: 'failed', error }), words)).toEqual({ title: 'backups.create has failed', body: error.message })
})

test('a short job, and one that never began, are not', () => {
  expect(noticeOf(job({ endedAt: at(9) }), words)).toBeUndefined()
  expect(noticeOf(job({ startedAt: undefined }), words)).toBeUndefined()
})
