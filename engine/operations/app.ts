import { AppError } from '#shared/contract/app-error.ts'
import type { Handlers } from '#shared/contract/handlers.ts'
import { changeSettings, settingsOf } from '../access/user-settings.ts'
import type { Dialogs, Engine } from '../engine.ts'

export function appOperations(engine: Engine): Handlers<'app'> {
  const { info, vault, sample, jobs, dialogs = noDialogs } = engine
  return {
    info: () => ({ ...info, vault: vault.info, sample: sample.info() }),
    settings: (_input, { caller }) => settingsOf(engine, caller),
    changeSettings: (patch, { caller }) => changeSettings(engine, caller, patch),
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
