import { AppError } from '#shared/contract/app-error.ts'
import { deploymentSchema, type Deployment } from '#shared/contract/hooks-incoming.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { Engine } from '../engine.ts'
import { act, type Acted, type DeployActions } from './act.ts'
import { CallsTable } from './calls-table.ts'
import { actionNow } from './deploy-policy.ts'
import { IncomingTable, type KeptHook } from './incoming-table.ts'
import { hookSignature, sameSignature } from './signing.ts'
import { incomingKey } from './webhook-secrets.ts'

/** A request to an incoming hook as it came in. Nothing of it is to be trusted. */
export interface IncomingCall {
  /** Headers strata-hook, strata-timestamp (seconds since 1970), strata-nonce and strata-signature. */
  hook: string | undefined
  timestamp: string | undefined
  nonce: string | undefined
  signature: string | undefined
  body: Buffer
  address: string
}

/** How far the time of a request may be from now. */
export const windowMs = 5 * 60_000

type Admitting = Pick<Engine, 'database' | 'vault' | 'environments'>

/**
 * Lets a request in by its signature alone and does what the hook's policy says. Throws `signature_invalid`, `replayed`, `bad_request`,
 * and what the run throws; whatever comes of it stands in the list of calls.
 */
export async function admitCall(engine: Admitting, actions: DeployActions, call: IncomingCall, now = Date.now()): Promise<Acted> {
  const { hook, environment, deployment } = await admitted(engine, call, now)
  return act(engine.database, actions, { source: 'http', hookId: hook.id, name: hook.name, environment, action: actionNow(environment, hook), deployment, address: call.address })
}

async function admitted(engine: Admitting, call: IncomingCall, now: number): Promise<{ hook: KeptHook; environment: Environment; deployment: Deployment }> {
  const table = new IncomingTable(engine.database)
  const named = call.hook === undefined ? undefined : await table.find(call.hook)
  let hook: KeptHook | undefined
  try {
    const verified = await verify(engine, named, call, now)
    hook = verified
    if (!(await table.useNonce(hook.id, call.nonce ?? '', now, windowMs))) throw new AppError('replayed')
    if (!hook.enabled) throw new AppError('not_allowed', { what: 'A call of a hook that is switched off' })
    const environment = engine.environments.get(hook.envId)
    return { hook, environment, deployment: readBody(call.body, environment) }
  } catch (thrown) {
    if (thrown instanceof AppError) await writeRefused(engine, call, hook, thrown)
    throw thrown
  }
}

/** Whether a hook is known is told to nobody who cannot sign for it. */
async function verify({ vault }: Admitting, hook: KeptHook | undefined, { timestamp = '', nonce = '', signature = '', body }: IncomingCall, now: number): Promise<KeptHook> {
  if (!/^\d{1,12}$/.test(timestamp)) throw invalid('strata-timestamp must be the seconds since 1970')
  if (!/^[\w-]{16,128}$/.test(nonce)) throw invalid('strata-nonce must be 16 to 128 letters, digits, hyphens and underscores')
  const given = /^v1=([0-9a-f]{64})$/i.exec(signature)?.[1]
  if (given === undefined) throw invalid('strata-signature must be v1= and 64 hexadecimal digits')
  const secret = hook && (await vault.get(incomingKey(hook.id)))
  const good = sameSignature(given, hookSignature(secret ?? 'nobody', timestamp, nonce, body))
  if (!hook || secret === undefined || !good) throw invalid('no hook of this name signs so')
  if (Math.abs(now - Number(timestamp) * 1000) > windowMs) throw invalid('its time is more than 5 minutes from the clock of this server')
  return hook
}

/** A hook is for one environment; the body names it, so that a secret that was mixed up migrates nothing else. */
function readBody(body: Buffer, environment: Environment): Deployment {
  let json: unknown
  try {
    json = JSON.parse(body.toString('utf8'))
  } catch {
    throw new AppError('bad_request', { problem: 'the body is no JSON' })
  }
  const parsed = deploymentSchema.safeParse(json)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new AppError('bad_request', { problem: `${issue?.path.join('.') || 'body'}: ${issue?.message ?? 'not valid'}` })
  }
  const named = parsed.data.environment.toLowerCase()
  if (named !== environment.name.toLowerCase() && parsed.data.environment !== environment.id) throw new AppError('not_allowed', { what: `A deployment of ${parsed.data.environment} by this hook` })
  return parsed.data
}

function invalid(problem: string): AppError {
  return new AppError('signature_invalid', { problem })
}

/** What an unknown caller has sent is shortened: it may be anything. */
async function writeRefused(engine: Admitting, call: IncomingCall, hook: KeptHook | undefined, { code, message }: AppError): Promise<void> {
  const env = hook && engine.environments.list().find(({ id }) => id === hook.envId)?.name
  const shown = hook?.name ?? (call.hook ?? '').replaceAll(/[^\w .-]/g, '').slice(0, 60)
  await new CallsTable(engine.database).add({ source: 'http', hookId: hook?.id ?? null, hook: shown, env: env ?? null, by: '', address: call.address, outcome: 'refused', code, text: message, jobId: null, approvalId: null })
}
