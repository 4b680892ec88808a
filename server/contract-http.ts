import { OpenAPIGenerator } from '@orpc/openapi'
import { OpenAPIHandler } from '@orpc/openapi/fastify'
import { createRouterClient, ORPCError } from '@orpc/server'
import { RPCHandler } from '@orpc/server/fastify'
import { experimental_ZodSmartCoercionPlugin as SmartCoercion, JSON_SCHEMA_OUTPUT_REGISTRY, ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { AppError, appErrorSchema, toAppError, type AppErrorData } from '#shared/contract/app-error.ts'
import { contract } from '#shared/contract/contract.ts'
import type { StrataClient } from '#shared/contract/client.ts'
import { errorKind, type ErrorCode } from '#shared/contract/errors.ts'
import type { OperationMeta } from '#shared/contract/operation.ts'
import { documentJsonSchema, documentOutput } from '#shared/contract/schema-document.ts'
import type { RouterContext, StrataRouter } from '#engine/operations/dispatch.ts'
import { withExamples } from './api-examples.ts'
import { describeErrors } from './described-errors.ts'
import { describedPaths } from './described/document.ts'

type Serve = (request: FastifyRequest, reply: FastifyReply, calls: Calls) => Promise<{ matched: boolean }>

/** What the host adds to the calls of one request. */
export interface Calls extends Pick<RouterContext, 'caller' | 'visit'> {
  /** Sees each answer; of a stream it gives the stream that is sent instead. */
  answered?: (operation: string, input: unknown, output: unknown) => unknown
  /** Sees why a call was refused or failed. */
  failed?: (code: ErrorCode) => void
  /** Aborted when the call must end although its caller is still there. */
  end?: AbortSignal
}

/** The contract over HTTP: `/rpc` for the studio's own pages, `/api/v1` for everyone else. */
export function contractHandlers(router: StrataRouter): { rpc: Serve; api: Serve } {
  const rpc = new RPCHandler(router, { clientInterceptors: [hearAnswers] })
  const api = new OpenAPIHandler(router, { plugins: [new SmartCoercion()], clientInterceptors: [hearAnswers], customErrorResponseBodyEncoder: plainError })
  return {
    rpc: (request, reply, calls) => rpc.handle(request, reply, { prefix: '/rpc', context: calls }),
    api: (request, reply, calls) => api.handle(request, reply, { prefix: '/api/v1', context: calls }),
  }
}

/** The operations as one caller calls them, for routes that are made of several. */
export function clientOf(router: StrataRouter, calls: Calls): StrataClient {
  // The router's type is made by a loop over the contract, which hides what its calls need.
  return createRouterClient(router as never, { context: calls as never }) as unknown as StrataClient
}

interface Call {
  context: Calls
  path: readonly string[]
  input: unknown
  signal?: AbortSignal | undefined
  next(changed?: never): Promise<unknown>
}

async function hearAnswers({ next, ...call }: Call): Promise<unknown> {
  const { answered, failed, end } = call.context
  const signal = end && call.signal ? AbortSignal.any([call.signal, end]) : call.signal
  const output = await next({ ...call, signal } as never).catch((thrown: unknown) => {
    failed?.(contractError(thrown).code as ErrorCode)
    throw thrown
  })
  return answered ? answered(call.path.join('.'), call.input, output) : output
}

/** Where an operation is called over HTTP. */
export interface ContractRoute {
  method: string
  /** As Fastify writes it: `/api/v1/jobs/:jobId`. */
  url: string
  operation: OperationMeta
}

/** Every operation by its own route of `/api/v1` and by its name below `/rpc`. */
export function contractRoutes(): ContractRoute[] {
  return Object.values(contract).flatMap((area) => Object.values(area).flatMap((definition) => routesOf(definition)))
}

function routesOf(definition: unknown): ContractRoute[] {
  const { meta: operation, route } = (definition as { '~orpc': { meta: OperationMeta; route: { method: string; path: string } } })['~orpc']
  return [
    { method: route.method, url: `/api/v1${route.path.replace(/\{(\w+)\}/g, ':$1')}`, operation },
    { method: 'POST', url: `/rpc/${operation.name.replace('.', '/')}`, operation },
  ]
}

/** Of the API the body of an error is the AppError itself. */
function plainError(error: ORPCError<string, unknown>): AppErrorData {
  const data = appErrorSchema.safeParse(error.data)
  if (data.success) return data.data
  return error.code === 'BAD_REQUEST' ? new AppError('bad_request', { problem: error.message }).data : new AppError('internal').data
}

/** An error of the HTTP layer in the shape that the client of `/rpc` reads. */
export function encodeRpcError(error: AppError): unknown {
  return { json: contractError(error).toJSON() }
}

/** What a stream must throw so that its client reads the one error. */
export function contractError(thrown: unknown): ORPCError<string, AppErrorData> {
  if (thrown instanceof ORPCError) return thrown as ORPCError<string, AppErrorData>
  const { code, data, message } = toAppError(thrown)
  return new ORPCError(code, { status: errorKind(code).status, message, data, defined: true })
}

/** OpenAPI 3.1 of every operation, from the contract, and of the described API over it. */
export async function openApiDocument(): Promise<object> {
  if (!JSON_SCHEMA_OUTPUT_REGISTRY.has(documentOutput)) JSON_SCHEMA_OUTPUT_REGISTRY.add(documentOutput, documentJsonSchema() as never)
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] })
  const document = await generator.generate(contract, {
    info: { title: 'Strata', version: '1', description: 'Every operation of the studio. Long ones answer with the id of a job, which can be watched and cancelled.' },
    servers: [{ url: '/api/v1' }],
    security: [{ bearer: [] }],
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', description: 'An API token, made under People or by "strata tokens create".' } } },
    commonSchemas: { AppError: { schema: appErrorSchema } },
    customErrorResponseBodySchema: () => ({ $ref: '#/components/schemas/AppError' }),
  })
  describeErrors(document.paths ?? {})
  return withExamples({ ...document, paths: { ...document.paths, ...describedPaths() } })
}
