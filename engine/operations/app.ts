import type { Handlers } from '#shared/contract/handlers.ts'
import type { Engine } from '../engine.ts'

export function appOperations({ info, vault, sample, settings, jobs }: Engine): Handlers<'app'> {
  return {
    info: () => ({ ...info, vault: vault.info, sample: sample.info() }),
    settings: () => settings.get(),
    changeSettings: (patch) => settings.change(patch),
    openSample: ({ reset }) =>
      jobs.start({ operation: 'app.openSample', input: { reset }, lane: 'sample' }, async ({ progress }) => {
        progress({ label: 'Starting the PostgreSQL of the sample' })
        await sample.start({ reset })
        return sample.info()
      }),
  }
}
