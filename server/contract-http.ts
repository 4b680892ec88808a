import { OpenAPIGenerator } from '@orpc/openapi'
import { OpenAPIHandler } from '@orpc/openapi/fastify'
import { ORPCError } from '@orpc/server'
import { RPCHandler } from '@orpc/server/fastify'
import { experimental_ZodSmartCoercionPlugin as SmartCoercion, JSON_SCHEMA_OUTPUT_REGISTRY, ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { AppError, appErrorSchema, type AppErrorData } from '#shared/contract/app-error.ts'
import { contract } from '#shared/contract/contract.ts'
import { errorKind } from '#shared/contract/errors.ts'
import { documentJsonSchema, documentOutput } from '#shared/contract/schema-document.ts'
import type { Caller } from '#shared/access/roles.ts'
import type { StrataRouter } from '#engine/operations/dispatch.ts'

type Route = (request: FastifyRequest, reply: FastifyReply) => Promise<{ matched: boolean }>

/** The contract over HTTP: `/rpc` for the studio's own pages, `/api/v1` for everyone else. */
export function contractRoutes(router: StrataRouter, callerOf: (request: FastifyRequest) => Caller | undefined): { rpc: Route; api: Route } {
  const rpc = new RPCHandler(router)
  const api = new OpenAPIHandler(router, { plugins: [new SmartCoercion()], customErrorResponseBodyEncoder: plainError })
  return {
    rpc: (request, reply) => rpc.handle(request, reply, { prefix: '/rpc', context: { caller: callerOf(request) } }),
    api: (request, reply) => api.handle(request, reply, { prefix: '/api/v1', context: { caller: callerOf(request) } }),
  }
}

/** Of the API the body of an error is the AppError itself. */
function plainError(error: ORPCError<string, unknown>): AppErrorData {
  const data = appErrorSchema.safeParse(error.data)
  if (data.success) return data.data
  return error.code === 'BAD_REQUEST' ? new AppError('bad_request', { problem: error.message }).data : new AppError('internal').data
}

/** An error of the HTTP layer in the shape that the client of `/rpc` reads. */
export function encodeRpcError({ code, data, message }: AppError): unknown {
  return { json: new ORPCError(code, { status: errorKind(code).status, message, data, defined: true }).toJSON() }
}

/** OpenAPI 3.1 of every operation, from the contract. */
export function openApiDocument(): Promise<object> {
  if (!JSON_SCHEMA_OUTPUT_REGISTRY.has(documentOutput)) JSON_SCHEMA_OUTPUT_REGISTRY.add(documentOutput, documentJsonSchema() as never)
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] })
  return generator.generate(contract, {
    info: { title: 'Strata', version: '1', description: 'Every operation of the studio. Long ones answer with the id of a job, which can be watched and cancelled.' },
    servers: [{ url: '/api/v1' }],
    security: [{ bearer: [] }],
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', description: 'The token that "strata serve --api-token" prints.' } } },
    commonSchemas: { AppError: { schema: appErrorSchema } },
    customErrorResponseBodySchema: () => ({ $ref: '#/components/schemas/AppError' }),
  })
}
