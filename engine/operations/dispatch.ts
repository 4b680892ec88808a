import { mapEventIterator } from '@orpc/client'
import { implement, ORPCError, withEventMeta } from '@orpc/server'
import { AppError, toAppError, type AppErrorData } from '#shared/contract/app-error.ts'
import { contract, type Contract } from '#shared/contract/contract.ts'
import { errorKind } from '#shared/contract/errors.ts'
import { unstorableText } from '#shared/contract/storable-text.ts'
import type { OperationMeta } from '#shared/contract/operation.ts'
import type { Caller } from '#shared/access/roles.ts'
import type { AllHandlers, CallContext } from '#shared/contract/handlers.ts'

/** What a host knows of a call beside its input. */
export interface RouterContext {
  /** Absent: the person at this machine. */
  caller?: Caller | undefined
}

/** Refuses what a caller may not do, by throwing; sees the input before it was validated. */
export type Gate = (caller: Caller, operation: OperationMeta, input: unknown) => Promise<void>

/** The handlers that act in the name of a caller. */
export type HandlersOf = (caller: Caller | undefined) => AllHandlers

export type LogFailure = (failure: AppErrorData, operation: string, cause: unknown) => void

/**
 * Puts the handlers behind the contract: validates the input, once, here; turns whatever is thrown into the one error.
 * Every host serves what this returns.
 */
export function createRouter(handlers: AllHandlers | HandlersOf, logFailure: LogFailure = () => {}, gate?: Gate) {
  const handlersOf = typeof handlers === 'function' ? handlers : () => handlers
  const router: Record<string, Record<string, unknown>> = {}
  for (const area of Object.keys(contract) as (keyof Contract)[]) {
    router[area] = Object.fromEntries(
      Object.keys(contract[area]).map((verb) => [verb, procedure(handlersOf, area, verb, logFailure, gate)]),
    )
  }
  return router as unknown as ReturnType<typeof typedRouter>
}
export type StrataRouter = ReturnType<typeof createRouter>

/** Never called: names the type that the loop above builds piece by piece. */
function typedRouter() {
  return implement(contract).$context<RouterContext>().router({} as never)
}

/** The middleware must see what validation throws, so validation runs after it. */
const validateInsideMiddleware = { initialInputValidationIndex: Infinity, initialOutputValidationIndex: Infinity }

type AnyHandler = (input: unknown, context: CallContext) => unknown

function procedure(handlersOf: HandlersOf, area: keyof Contract, verb: string, logFailure: LogFailure, gate?: Gate) {
  const definition = (contract[area] as Record<string, unknown>)[verb] as Contract['app']['info']
  const { meta } = (definition as unknown as { '~orpc': { meta: OperationMeta } })['~orpc']
  const handlerOf = (caller: Caller | undefined) => (handlersOf(caller)[area] as Record<string, AnyHandler | undefined>)[verb]
  const name = `${area}.${verb}`
  const error = async (thrown: unknown) => boundaryError(thrown, name, logFailure)
  if (!handlerOf(undefined)) throw new Error(`The contract has ${name} and the engine has not`)
  return implement(definition)
    .$context<RouterContext>()
    .$config(validateInsideMiddleware)
    .use(async ({ next, context: { caller } }, input: unknown) => {
      try {
        refuseUnstorable(input)
        if (caller && gate) await gate(caller, meta, input)
        const result = await next()
        return isStream(result.output) ? { ...result, output: mapEventIterator(result.output, { value: numbered, error }) as never } : result
      } catch (thrown) {
        throw boundaryError(thrown, name, logFailure)
      }
    })
    .handler(({ input, signal, lastEventId, context: { caller } }) => handlerOf(caller)?.(input, { signal, caller, lastEventId }) as never)
}

function refuseUnstorable(input: unknown): void {
  const found = unstorableText(input)
  if (found) throw new AppError('bad_request', { problem: `${found.field} ${found.problem}` }, { where: { field: found.field } })
}

/** A stream may also fail after its first event. */
function isStream(output: unknown): output is AsyncIterator<unknown, unknown, void> {
  return typeof output === 'object' && output !== null && Symbol.asyncIterator in output
}

/** A numbered event carries its number as its id, so that a client that comes back can say which was its last. */
const numbered = async (value: unknown) => {
  const seq = typeof value === 'object' && value !== null && 'seq' in value ? value.seq : undefined
  return typeof seq === 'number' ? withEventMeta(value as object, { id: String(seq) }) : value
}

interface Issue {
  message: string
  path?: readonly (PropertyKey | { key: PropertyKey })[]
}

function boundaryError(thrown: unknown, operation: string, logFailure: LogFailure): ORPCError<string, AppErrorData> {
  const error = invalidInput(thrown) ?? toAppError(thrown)
  if (error.code === 'internal') logFailure(error.data, operation, error.cause)
  return new ORPCError(error.code, { status: errorKind(error.code).status, message: error.message, data: error.data })
}

function invalidInput(thrown: unknown): AppError | undefined {
  if (!(thrown instanceof ORPCError) || thrown.code !== 'BAD_REQUEST') return undefined
  const issue = ((thrown.cause as { issues?: readonly Issue[] } | undefined)?.issues ?? [])[0]
  const field = issue?.path?.map((part) => String(typeof part === 'object' ? part.key : part)).join('.')
  const problem = issue ? (field ? `${field}: ${issue.message}` : issue.message) : thrown.message
  return new AppError('bad_request', { problem }, { ...(field && { where: { field } }), cause: thrown })
}
