import { createEngine } from '#engine/create-engine.ts'
import { KeyFileVault } from '#engine/vault/key-file-vault.ts'
import { untilEnded } from '../../cli/run/until-ended.ts'
import { limitsFrom } from '../../server/limits.ts'
import { serve } from '../../server/serve.ts'
import { createPages } from '../contract/pages.ts'

/** A server in a process of its own, as `strata serve` runs it: data folder, then limits. Says where it is, ends by signal. */
const [dataFolder = '', ...limitTexts] = process.argv.slice(2)
const limits = limitsFrom(limitTexts)
const engine = createEngine({ host: 'browser', version: '0.0.0', dataFolder, vault: new KeyFileVault(dataFolder) })
const served = await serve(engine, { renderer: createPages(), withApiToken: true, limits })
const terminal = { live: false, out: (text: string) => process.stdout.write(text), err: (text: string) => process.stderr.write(text) }
process.stdout.write(`${JSON.stringify({ origin: served.origin, token: served.apiToken })}\n`)
const code = await untilEnded({ terminal: terminal as never, served, engine, scheduler: { stop: () => Promise.resolve() }, graceSeconds: limits.graceSeconds })
await engine.close()
process.exit(code)
