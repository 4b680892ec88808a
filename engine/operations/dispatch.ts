import { mapEventIterator } from '@orpc/client'
import { implement, ORPCError, withEventMeta } from '@orpc/server'
import { AppError, toAppError, type AppErrorData } from '#shared/contract/app-error.ts'
import { contract, type Contract } from '#shared/contract/contract.ts'
import { errorKind } from '#shared/contract/errors.ts'
import { unstorableText } from '#shared/contract/storable-text.ts'
import type { OperationMeta } from '#shared/contract/operation.ts'
import { nobody, type Caller } from '#shared/access/roles.ts'
import type { Visit } from '#shared/access/visit.ts'
import type { AllHandlers, CallContext } from '#shared/contract/handlers.ts'

/** What a host knows of a call beside its input. */
export interface RouterContext {
  /** Absent: the person at this machine; where there is a gate, nobody. */
  caller?: Caller | undefined
  visit?: Visit | undefined
}

/** One call as the gate sees it; the input as the contract has it, or undefined where it is not valid. */
export interface Call {
  caller: Caller
  operation: OperationMeta
  input: unknown
  visit: Visit | undefined
}

/** What stands between callers and handlers. */
export interface Gate {
  /** Refuses what the caller may not do, by throwing. */
  check(call: Call): Promise<void>
  /** The answer as far as the caller may see it. */
  shown(call: Call, output: unknown): Promise<unknown>
  /** Hears of whatever was thrown. */
  failed(call: Call, error: AppErrorData): void
}

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

interface InputSchema {
  safeParseAsync(input: unknown): Promise<{ data?: unknown }>
}

type AnyHandler = (input: unknown, context: CallContext) => unknown

function procedure(handlersOf: HandlersOf, area: keyof Contract, verb: string, logFailure: LogFailure, gate?: Gate) {
  const definition = (contract[area] as Record<string, unknown>)[verb] as Contract['app']['info']
  const { meta, inputSchema } = (definition as unknown as { '~orpc': { meta: OperationMeta; inputSchema: InputSchema } })['~orpc']
  const handlerOf = (caller: Caller | undefined) => (handlersOf(caller)[area] as Record<string, AnyHandler | undefined>)[verb]
  const name = `${area}.${verb}`
  const error = async (thrown: unknown) => boundaryError(thrown, name, logFailure)
  if (!handlerOf(undefined)) throw new Error(`The contract has ${name} and the engine has not`)
  return implement(definition)
    .$context<RouterContext>()
    .$config(validateInsideMiddleware)
    .use(async ({ next, context: { caller = nobody, visit } }, input: unknown) => {
      const call: Call = { caller, operation: meta, input: gate && (await inputSchema.safeParseAsync(input)).data, visit }
      try {
        refuseUnstorable(input)
        await gate?.check(call)
        const result = await next()
        if (isStream(result.output)) return { ...result, output: mapEventIterator(result.output, { value: numbered, error }) as never }
        return gate ? { ...result, output: (await gate.shown(call, result.output)) as never } : result
      } catch (thrown) {
        const failed = boundaryError(thrown, name, logFailure)
        gate?.failed(call, failed.data)
        throw failed
      }
    })
    .handler(({ input, signal, lastEventId, context: { caller, visit } }) => handlerOf(caller)?.(input, { signal, caller, visit, lastEventId }) as never)
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
