import { oc, type AnySchema } from '@orpc/contract'
import { z } from 'zod'
import type { Role } from '../access/roles.ts'
import { appErrorSchema } from './app-error.ts'
import { errorKind, fillWords, type ErrorCode } from './errors.ts'

export type Access = 'read' | 'write' | 'destructive'

/** How the shell calls an operation. Options follow from the input's fields, `--kebab-case`. */
export interface ShellForm {
  /** Words of the command, such as `backup create`. */
  command: string
  /** Input fields that are taken as positional arguments, in order. */
  arguments?: readonly string[]
}

/**
 * What a field of the input names; the role is asked for on the environment that it belongs to. `source`: a side of a comparison.
 * `server`: something of the server itself, such as a path or an address, which only an owner of everything may name.
 */
export type Named = 'environment' | 'backup' | 'job' | 'comparison' | 'preview' | 'snapshot' | 'rollback' | 'confirmation' | 'approval' | 'fleet' | 'fleetRun' | 'source' | 'server'

/** Fields of the input (`a.env`: one inside of another) and what they name; a role where it is not the operation's own. */
export type NamedFields = Readonly<Record<string, Named | { readonly names: Named; readonly role: Role }>>

/**
 * Where an operation acts. `public`: anybody may call it. `self`: whoever is signed in; the handler looks after what is whose.
 * `visible`: whoever is signed in; the answer has only what the caller may see (engine/access/shown.ts). `store`: the role is needed
 * on everything, `*`. Else the fields that name environments: each that is given is checked; where none is, it is as with `visible`.
 */
export type Scope = 'public' | 'self' | 'visible' | 'store' | NamedFields

/** Asks for another role where a field has this value, or where the environment's policy is on and a field is absent. */
export type Stricter = { readonly field: string; readonly is: string | boolean; readonly role: Role; readonly inDevelopment?: Role } | { readonly policy: 'secondPerson'; readonly without: string; readonly role: Role }

export interface OperationMeta {
  /** `area.verb`. */
  name: string
  access: Access
  /** Least role on each environment that is named; absent: viewer of what reads, else operator. */
  role?: Role
  /** Where this is enough on a development environment. */
  inDevelopment?: Role
  scope?: Scope
  stricter?: Stricter
  /** The operation answers at once with `{jobId}`; the work goes on as a job. */
  job: boolean
  /** Absent where the operation makes no sense in a shell. */
  shell?: ShellForm
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

interface OperationOptions<I extends z.ZodType, O extends AnySchema> {
  name: string
  /** One sentence: help of the command line and text of the OpenAPI document. */
  summary: string
  access: Access
  role?: Role
  inDevelopment?: Role
  /** Absent: the fields of the input that are called as what they name, such as `env` and `backup`. */
  scope?: Scope
  stricter?: Stricter
  /** Method and path below /api/v1; `{name}` is an input field. */
  http: `${Method} /${string}`
  shell?: ShellForm
  errors?: readonly ErrorCode[]
  job?: boolean
  input: I
  output: O
}

const always: readonly ErrorCode[] = ['bad_request', 'sign_in_required', 'role_missing', 'not_allowed', 'internal']

function errorMap(codes: readonly ErrorCode[]) {
  return Object.fromEntries(
    [...new Set([...always, ...codes])].map((code) => {
      const kind = errorKind(code)
      return [code, { status: kind.status, message: fillWords(kind.message, {}), data: appErrorSchema }]
    }),
  )
}

/** Names of fields that say by themselves what they name. */
const usualFields: NamedFields = { env: 'environment', backup: 'backup', jobId: 'job', comparison: 'comparison', preview: 'preview', snapshot: 'snapshot', rollback: 'rollback' }

function namedBy(input: z.ZodType): NamedFields | undefined {
  if (!(input instanceof z.ZodObject)) return undefined
  const named = Object.entries(usualFields).filter(([field]) => field in input.shape)
  return named.length > 0 ? Object.fromEntries(named) : undefined
}

/** Defines one operation; IPC, HTTP, OpenAPI, the typed clients and the command line all follow from what stands here. */
export function operation<I extends z.ZodType, O extends AnySchema>(options: OperationOptions<I, O>) {
  const { name, summary, access, role, inDevelopment, stricter, http, shell, errors = [], job = false, input, output } = options
  const scope = options.scope ?? namedBy(input)
  const [method, path] = http.split(' ') as [Method, `/${string}`]
  const meta: OperationMeta = { name, access, job, ...(role && { role }), ...(inDevelopment && { inDevelopment }), ...(scope && { scope }), ...(stricter && { stricter }), ...(shell && { shell }) }
  return oc
    .$meta<OperationMeta>(meta)
    .route({ method, path, summary, operationId: name, tags: [name.split('.')[0] ?? name] })
    .errors(errorMap(errors))
    .input(input)
    .output(output)
}

export const jobStarted = z.object({ jobId: z.string() })
/** An environment's name or id. */
export const envName = z.string().min(1).max(100).describe('Name or id of the environment')
