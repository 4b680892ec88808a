import { AppError } from '#shared/contract/app-error.ts'
import type { Handlers } from '#shared/contract/handlers.ts'
import type { Dialogs, Engine } from '../engine.ts'

export function appOperations({ info, vault, sample, settings, jobs, dialogs = noDialogs }: Engine): Handlers<'app'> {
  return {
    info: () => ({ ...info, vault: vault.info, sample: sample.info() }),
    settings: () => settings.get(),
    changeSettings: (patch) => settings.change(patch),
    openSample: ({ reset }) =>
      jobs.start({ operation: 'app.openSample', input: { reset }, lane: 'sample' }, async ({ progress }) => {
        progress({ label: 'Starting the PostgreSQL of the sample' })
        await sample.start({ reset, progress })
        return sample.info()
      }),
    chooseFolder: async ({ title }) => ({ path: (await dialogs.chooseFolder(title)) ?? null }),
    chooseFile: async ({ title }) => ({ path: (await dialogs.chooseFile(title)) ?? null }),
  }
}

const refuse = (): Promise<never> => Promise.reject(new AppError('not_allowed', { what: 'A dialog of the desktop' }, { help: 'Type the path instead.' }))
const noDialogs: Dialogs = { chooseFolder: refuse, chooseFile: refuse }
