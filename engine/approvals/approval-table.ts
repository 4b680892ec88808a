import { AppError } from '#shared/contract/app-error.ts'
import type { Approvable, Approval, ApprovalState, ApprovalTarget } from '#shared/contract/approvals.ts'
import { personText } from '../confirmations/confirmations.ts'
import type { Person } from '../confirmations/confirmation-store.ts'
import type { StoreDatabase } from '../store/store-database.ts'
import { approvalStatements as sql } from './approvals.sql.ts'

/** A request as it is kept; times in ms since 1970. */
export interface KeptApproval {
  id: string
  envId: string
  env: string
  operation: Approvable
  target: ApprovalTarget
  plan: string
  from: string | null
  to: string | null
  scripts: readonly string[]
  reason: string
  by: Person
  source: Approval['source']
  createdAt: number
  expiresAt: number
  state: ApprovalState
  decidedBy: Person | null
  decidedAt: number | null
  note: string | null
  confirmation: string | null
  jobId: string | null
  startedBy: string | null
  startedAt: number | null
  endedAt: number | null
  problem: string | null
}

interface Row {
  id: string
  env_id: string
  env: string
  operation: Approvable
  target: string
  plan: string
  from_version: string | null
  to_version: string | null
  scripts: string
  reason: string
  by_user: string
  by_host: string
  source: Approval['source']
  created_at: number
  expires_at: number
  state: ApprovalState
  decided_user: string | null
  decided_host: string | null
  decided_at: number | null
  note: string | null
  confirmation: string | null
  job_id: string | null
  started_by: string | null
  started_at: number | null
  ended_at: number | null
  problem: string | null
}

export type NewApproval = Pick<KeptApproval, 'id' | 'envId' | 'env' | 'operation' | 'target' | 'plan' | 'from' | 'to' | 'scripts' | 'reason' | 'by' | 'source' | 'createdAt' | 'expiresAt'>

export interface Decision {
  state: 'approved' | 'rejected'
  by: Person
  at: number
  note: string | null
  expiresAt: number
}

/** Requests for approval; every change of a state is one statement, and says whether it was the one that changed it. */
export class ApprovalTable {
  readonly #database: StoreDatabase

  constructor(database: StoreDatabase) {
    this.#database = database
  }

  async insert({ target, scripts, by, ...rest }: NewApproval): Promise<void> {
    await this.#database.run(sql.insert, { ...rest, target: JSON.stringify(target), scripts: JSON.stringify(scripts), byUser: by.user, byHost: by.host })
  }

  /** Throws `not_found`. */
  async get(id: string): Promise<KeptApproval> {
    const row = await this.#database.get<Row>(sql.get, { id })
    if (!row) throw new AppError('not_found', { what: 'request for approval', name: id })
    return fromRow(row)
  }

  /** The newest first. */
  async list({ envId, state, limit }: { envId?: string | undefined; state?: ApprovalState | undefined; limit: number }): Promise<KeptApproval[]> {
    const text = envId === undefined ? (state === undefined ? sql.list : sql.listIn) : state === undefined ? sql.listOf : sql.listOfIn
    const rows = await this.#database.all<Row>(text, { limit, ...(envId !== undefined && { envId }), ...(state !== undefined && { state }) })
    return rows.map(fromRow)
  }

  /** Asked or approved. */
  async open(envId: string, operation: Approvable): Promise<KeptApproval[]> {
    return (await this.#database.all<Row>(sql.open, { envId, operation })).map(fromRow)
  }

  async expire(now: number): Promise<void> {
    await this.#database.run(sql.expire, { now })
  }

  decide(id: string, { state, by, at, note, expiresAt }: Decision): Promise<boolean> {
    return this.#changed(sql.decide, { id, state, user: by.user, host: by.host, at, note, expiresAt })
  }

  async confirmed(id: string, confirmation: string): Promise<void> {
    await this.#database.run(sql.confirmed, { id, confirmation })
  }

  async askedAgain(id: string, expiresAt: number): Promise<void> {
    await this.#database.run(sql.askedAgain, { id, expiresAt })
  }

  close(id: string, from: ApprovalState, { state, at, problem = null }: { state: ApprovalState; at: number; problem?: string | null }): Promise<boolean> {
    return this.#changed(sql.close, { id, from, state, at, problem })
  }

  start(id: string, by: Person, at: number): Promise<boolean> {
    return this.#changed(sql.start, { id, by: personText(by), at })
  }

  async started(id: string, jobId: string): Promise<void> {
    await this.#database.run(sql.started, { id, jobId })
  }

  async notStarted(id: string): Promise<void> {
    await this.#database.run(sql.notStarted, { id })
  }

  async #changed(text: string, values: Parameters<StoreDatabase['run']>[1]): Promise<boolean> {
    return (await this.#database.run(text, values)) === 1
  }
}

function fromRow(row: Row): KeptApproval {
  const { id, env, operation, plan, reason, source, state, note, confirmation, problem } = row
  return {
    id, env, operation, plan, reason, source, state, note, confirmation, problem, envId: row.env_id, target: JSON.parse(row.target) as ApprovalTarget, from: row.from_version, to: row.to_version,
    scripts: JSON.parse(row.scripts) as string[], by: { user: row.by_user, host: row.by_host }, createdAt: row.created_at, expiresAt: row.expires_at,
    decidedBy: row.decided_user === null ? null : { user: row.decided_user, host: row.decided_host ?? '' }, decidedAt: row.decided_at,
    jobId: row.job_id, startedBy: row.started_by, startedAt: row.started_at, endedAt: row.ended_at,
  }
}
