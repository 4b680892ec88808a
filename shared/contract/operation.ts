import { oc, type AnySchema } from '@orpc/contract'
import { z } from 'zod'
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

export interface OperationMeta {
  /** `area.verb`. */
  name: string
  access: Access
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
  /** Method and path below /api/v1; `{name}` is an input field. */
  http: `${Method} /${string}`
  shell?: ShellForm
  errors?: readonly ErrorCode[]
  job?: boolean
  input: I
  output: O
}

const always: readonly ErrorCode[] = ['bad_request', 'not_allowed', 'internal']

function errorMap(codes: readonly ErrorCode[]) {
  return Object.fromEntries(
    [...new Set([...always, ...codes])].map((code) => {
      const kind = errorKind(code)
      return [code, { status: kind.status, message: fillWords(kind.message, {}), data: appErrorSchema }]
    }),
  )
}

/** Defines one operation; IPC, HTTP, OpenAPI, the typed clients and the command line all follow from what stands here. */
export function operation<I extends z.ZodType, O extends AnySchema>(options: OperationOptions<I, O>) {
  const { name, summary, access, http, shell, errors = [], job = false, input, output } = options
  const [method, path] = http.split(' ') as [Method, `/${string}`]
  const meta: OperationMeta = { name, access, job, ...(shell && { shell }) }
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
