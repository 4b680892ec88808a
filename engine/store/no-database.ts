import { AppError } from '#shared/contract/app-error.ts'
import type { StoreDatabase } from './store-database.ts'

function refuse(): Promise<never> {
  return Promise.reject(new AppError('store_unusable', { problem: 'this run has none' }, { help: 'Name a saved environment instead of a URL: what is kept there needs the store.' }))
}

/** Of a run that keeps nothing, such as a pipeline's with --url. */
export const noDatabase: StoreDatabase = { kind: 'none', all: refuse, get: refuse, run: refuse, transaction: refuse }
