import { AppError, type AppErrorData } from '#shared/contract/app-error.ts'
import type { Caller } from '#shared/access/roles.ts'
import type { ErrorCode } from '#shared/contract/errors.ts'
import type { EngineLog } from '../create-engine.ts'
import type { Engine } from '../engine.ts'
import type { Call, Gate } from '../operations/dispatch.ts'
import type { Previews } from '../preview/previews.ts'
import { accountsOf } from './accounts.ts'
import type { NewDenial } from './denials.ts'
import { checkCall } from './gate.ts'
import { shownTo } from './shown.ts'
import { withoutSecrets } from './veiled-definitions.ts'

const denials: ReadonlySet<ErrorCode> = new Set(['sign_in_required', 'sign_in_failed', 'role_missing', 'rate_limited', 'signature_invalid', 'replayed', 'address_refused', 'last_owner'])

/** The gate of a host that knows who is signed in. */
export function engineGate(engine: Engine, previews: Previews, note: (denial: NewDenial) => void): Gate {
  return {
    check: async (call) => {
      try {
        await checkCall(engine, previews, call)
      } catch (thrown) {
        // What is out of the caller's sight is answered as if it were not there; that it was asked for is noted.
        if (thrown instanceof AppError && thrown.code === 'not_found') note(deniedCall(call, thrown.data))
        throw thrown
      }
    },
    shown: async (call, output) => {
      await noteStarter(engine, call, output)
      return withoutSecrets(engine, call, await shownTo(engine, call.caller, call.operation.name, output))
    },
    failed: (call, error) => {
      if (denials.has(error.code)) note(deniedCall(call, error))
    },
  }
}

function deniedCall({ caller, operation, visit }: Call, { code, message, params }: AppErrorData): NewDenial {
  return { by: nameOf(caller), address: visit?.address ?? '-', what: operation.name, env: typeof params?.env === 'string' ? params.env : null, code, message }
}

function nameOf({ kind, name, id }: Caller): string {
  return kind === 'token' ? `${name} (token ${id.slice(0, 8)})` : name
}

/** A job of no environment is for whoever started it. */
async function noteStarter(engine: Engine, { caller, operation }: Call, output: unknown): Promise<void> {
  const { jobId } = (output ?? {}) as { jobId?: unknown }
  if (operation.job && caller.kind !== 'local' && typeof jobId === 'string') await accountsOf(engine).starters.note(jobId, caller.id)
}

/** Notes a denial in the store and in the log; what cannot be written stops nothing. */
export function denialNoter(engine: Engine, log: EngineLog): (denial: NewDenial) => void {
  const { denials: kept } = accountsOf(engine)
  return (denial) => {
    kept.note(denial).then(
      (noted) => noted && log('warning', `Denied: ${noted.what}`, noted),
      (thrown: unknown) => log('error', 'A denial could not be noted', thrown),
    )
  }
}

