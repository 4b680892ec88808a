import type { ContractProcedure, InferSchemaInput, InferSchemaOutput } from '@orpc/contract'
import type { Caller } from '../access/roles.ts'
import type { Visit } from '../access/visit.ts'
import type { Contract } from './contract.ts'

export interface CallContext {
  /** Aborted when the caller goes away; jobs do not listen to it. */
  signal?: AbortSignal | undefined
  /** Whoever is signed in; absent: the person at this machine. */
  caller?: Caller | undefined
  /** Of a call over HTTP. */
  visit?: Visit | undefined
  /** Of a stream that is followed again after a break: id of the last event that arrived. */
  lastEventId?: string | undefined
}

type HandlerOf<C> = C extends ContractProcedure<infer I, infer O, infer _E, infer _M>
  ? (input: InferSchemaOutput<I>, context: CallContext) => Promise<InferSchemaInput<O>> | InferSchemaInput<O>
  : never

/** The handlers of one area: a plain function per operation; the input has been validated. */
export type Handlers<A extends keyof Contract> = { [K in keyof Contract[A]]: HandlerOf<Contract[A][K]> }
export type AllHandlers = { [A in keyof Contract]: Handlers<A> }
