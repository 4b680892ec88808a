import { z } from 'zod'
import { describedPrefix, describedRoutes, type DescribedRoute } from './routes.ts'

type Schema = Record<string, unknown>

/** The described routes as paths of the OpenAPI document; they lie beside `/api/v1`, so each path names its own server. */
export function describedPaths(): Record<string, Schema> {
  const paths: Record<string, Schema> = {}
  for (const route of describedRoutes) {
    const path = `${describedPrefix}${route.path}`
    paths[path] = { servers: [{ url: '/' }], ...paths[path], [route.method.toLowerCase()]: operationOf(route) }
  }
  return paths
}

function operationOf(route: DescribedRoute): Schema {
  const { summary, body, answer } = route
  return {
    operationId: idOf(route), summary, description: `Compatible layer over \`${route.operation}\`; answers when the work is done. See docs/described-api.md.`, tags: ['described'],
    parameters: [...parametersIn('path', pathSchema(route.path)), ...parametersIn('query', route.query), environmentHeader],
    ...(body && { requestBody: { required: !allOptional(body), content: json(schemaOf(body, 'input')) } }),
    responses: { 200: { description: 'OK', content: json(schemaOf(answer, 'output')) }, default: { description: 'What went wrong, with its HTTP status', content: json({ $ref: '#/components/schemas/AppError' }) } },
  }
}

function idOf({ method, path }: DescribedRoute): string {
  const words = path.replace(/[{}]/g, '').split(/[/-]/).filter(Boolean)
  return `described.${method.toLowerCase()}${words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')}`
}

const environmentHeader = { name: 'X-Strata-Environment', in: 'header', required: false, description: 'Name or id of the environment, where the query has none', schema: { type: 'string' } }

function pathSchema(path: string): z.ZodObject {
  return z.object(Object.fromEntries([...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => [name, z.string().describe('Id of the backup, such as backup_2_0_0_20250120_143022')])))
}

function parametersIn(place: 'path' | 'query', schema: z.ZodObject): Schema[] {
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as { properties?: Record<string, Schema>; required?: string[] }
  return Object.entries(properties).map(([name, { description, ...rest }]) => ({ name, in: place, required: required.includes(name), ...(description !== undefined && { description }), schema: rest }))
}

function allOptional(schema: z.ZodObject): boolean {
  return schema.safeParse({}).success
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Schema {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Schema
  return rest
}

function json(schema: Schema): Schema {
  return { 'application/json': { schema } }
}
