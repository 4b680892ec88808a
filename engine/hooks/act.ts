import { toAppError } from '#shared/contract/app-error.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { DeployAction, Deployment, HookCall } from '#shared/contract/hooks-incoming.ts'
import type { Caller } from '#shared/access/roles.ts'
import type { StoreDatabase } from '../store/store-database.ts'
import { CallsTable } from './calls-table.ts'

/** What a deployment can set going; done in the name of the hook or trigger. */
export interface DeployActions {
  /** Applies what is pending. */
  migrate(environment: Environment, caller: Caller, reason: string): Promise<{ jobId: string }>
  /** Makes a request for approval of what is pending; null: nothing is. */
  ask(environment: Environment, caller: Caller, reason: string): Promise<{ approvalId: string } | null>
}

/** A hook or trigger that was let in. */
export interface Deployed {
  source: HookCall['source']
  hookId: string
  name: string
  environment: Environment
  action: DeployAction
  deployment: Omit<Deployment, 'environment'>
  address: string | null
}

export type Acted = { outcome: 'started'; jobId: string } | { outcome: 'asked'; approvalId: string } | { outcome: 'ignored' }

/** Does what the policy says and writes the call down. Throws what the run or the request throws, once that is written down too. */
export async function act(database: StoreDatabase, actions: DeployActions, deployed: Deployed): Promise<Acted> {
  const calls = new CallsTable(database)
  const { source, hookId, name, environment, deployment, address } = deployed
  const call = { source, hookId, hook: name, env: environment.name, by: deployment.by ?? '', address, text: reasonOf(deployed), code: null, jobId: null, approvalId: null }
  try {
    const acted = await byPolicy(actions, deployed)
    await calls.add({ ...call, ...acted })
    return acted
  } catch (thrown) {
    const { code, message } = toAppError(thrown)
    await calls.add({ ...call, outcome: 'failed', code, text: message })
    throw thrown
  }
}

async function byPolicy(actions: DeployActions, deployed: Deployed): Promise<Acted> {
  const { action, environment } = deployed
  if (action === 'ignore') return { outcome: 'ignored' }
  const reason = reasonOf(deployed)
  if (action === 'migrate') return { outcome: 'started', ...(await actions.migrate(environment, callerOf(deployed), reason)) }
  const asked = await actions.ask(environment, callerOf(deployed), reason)
  return asked ? { outcome: 'asked', ...asked } : { outcome: 'ignored' }
}

/** It may do on its environment what an operator may, and nothing anywhere else. */
function callerOf({ hookId, name, environment }: Deployed): Caller {
  return { kind: 'hook', id: hookId, name: `hook ${name}`, grants: [{ env: environment.id, role: 'operator' }] }
}

/** What the journal says: "Deployed 2.4.0 (3f2c1a9) by ci: hotfix". */
export function reasonOf({ deployment: { version, commit, by, reason }, name, source }: Pick<Deployed, 'deployment' | 'name' | 'source'>): string {
  const what = [version, commit && (version ? `(${commit})` : commit)].filter(Boolean).join(' ')
  const words = source === 'folder' && what === '' ? `Files changed in ${name}` : `Deployed${what === '' ? '' : ` ${what}`}`
  return `${words}${by ? ` by ${by}` : ''}${reason ? `: ${reason}` : ''}`
}
