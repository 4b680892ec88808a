import { z } from 'zod'
import { jobStarted, operation } from './operation.ts'

export const settingsSchema = z.object({
  language: z.enum(['system', 'en', 'zh-CN']).default('system'),
  theme: z.enum(['system', 'light', 'dark']).default('system'),
})
export type Settings = z.infer<typeof settingsSchema>

export const appInfoSchema = z.object({
  version: z.string(),
  host: z.enum(['desktop', 'browser', 'shell']),
  platform: z.string(),
  dataFolder: z.string(),
  /** Where passwords are kept, and whether that is safe on this machine. */
  vault: z.object({ kind: z.enum(['system', 'key_file', 'memory', 'none']), safe: z.boolean(), note: z.string() }),
  sample: z.object({ available: z.boolean(), running: z.boolean(), problem: z.string().optional() }),
})
export type AppInfo = z.infer<typeof appInfoSchema>

const chooserInput = z.object({ title: z.string().max(200).optional().describe('Title of the dialog') })

export const appContract = {
  info: operation({
    name: 'app.info', access: 'read', scope: 'self', http: 'GET /info',
    summary: 'Say which version this is, where it keeps its data and how safely it keeps passwords.',
    input: z.object({}), output: appInfoSchema,
  }),
  settings: operation({
    name: 'app.settings', access: 'read', scope: 'self', http: 'GET /settings',
    summary: 'Read the settings of the studio.',
    input: z.object({}), output: settingsSchema,
  }),
  changeSettings: operation({
    name: 'app.changeSettings', access: 'write', scope: 'self', http: 'PATCH /settings',
    summary: 'Change settings of the studio; what is absent stays.',
    input: z.object({ language: z.enum(['system', 'en', 'zh-CN']).optional(), theme: z.enum(['system', 'light', 'dark']).optional() }), output: settingsSchema,
  }),
  openSample: operation({
    name: 'app.openSample', access: 'write', role: 'owner', scope: 'store', job: true, http: 'POST /sample', shell: { command: 'sample' }, errors: ['sample_unavailable'],
    summary: 'Start the sample: a PostgreSQL of its own with development, staging and production at different versions.',
    input: z.object({ reset: z.boolean().default(false).describe('Make it anew, as on the first day') }),
    output: jobStarted,
  }),
  chooseFolder: operation({
    name: 'app.chooseFolder', access: 'read', role: 'owner', scope: 'store', http: 'POST /dialogs/folder',
    summary: 'Let the person choose a folder in a dialog of the desktop; null when they choose none.',
    input: chooserInput, output: z.object({ path: z.string().nullable() }),
  }),
  chooseFile: operation({
    name: 'app.chooseFile', access: 'read', role: 'owner', scope: 'store', http: 'POST /dialogs/file',
    summary: 'Let the person choose a file in a dialog of the desktop; null when they choose none.',
    input: chooserInput, output: z.object({ path: z.string().nullable() }),
  }),
}
