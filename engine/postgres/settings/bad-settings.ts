import { AppError } from '#shared/contract/app-error.ts'

/** The problem is said without a word of the text: it may hold a password. */
export function badSettings(problem: string): AppError {
  return new AppError('bad_request', { problem: `the connection settings cannot be read: ${problem}` }, { where: { field: 'text' } })
}
