import { randomUUID } from 'node:crypto'
import { AppError, type AppErrorData } from '#shared/contract/app-error.ts'
import type { FleetMemberState, FleetRunState } from '#shared/contract/fleet.ts'
import type { StoreDatabase, Values } from '../../store/store-database.ts'
import { keptMember, keptRun, type KeptMember, type KeptRun, type MemberRow, type NewMember, type PlannedStates, type RunRequest, type RunRow } from './kept-run.ts'
import { insertMembersSql, memberStatements, runStatements } from './runs.sql.ts'
import { stopRule, type Tally } from './tally.ts'

export interface MemberOutcome {
  state: FleetMemberState
  after: string | null
  migrations: number
  ms: number
  backup: string | null
  error: AppErrorData | null
}

/** `full`: as many run as may; `over`: it has ended, or the run takes nothing new. */
export type Claim = { claimed: KeptMember } | 'full' | 'over'

const rowsAtATime = 50

/** Runs of fleets with their members. Every change names the state that it starts from, so that of two processes one gets through. */
export class RunsTable {
  readonly #database: StoreDatabase

  constructor(database: StoreDatabase) {
    this.#database = database
  }

  async insert(run: Pick<KeptRun, 'id' | 'fleetId' | 'fleet' | 'envId' | 'env' | 'request'>, owner: string): Promise<void> {
    const { id, fleetId, fleet, envId, env, request } = run
    await this.#database.run(runStatements.insert, { id, fleetId, fleet, envId, env, request: JSON.stringify(request), owner, at: Date.now() })
  }

  /** From now on it runs. False where it was stopped while it was prepared. */
  prepared(id: string, { plan, states, members }: { plan: string; states: PlannedStates; members: readonly NewMember[] }): Promise<boolean> {
    return this.#database.transaction(async (database) => {
      const changed = await database.run(runStatements.prepared, { id, plan, states: JSON.stringify(states) })
      if (changed === 0) return false
      for (let first = 0; first < members.length; first += rowsAtATime) {
        const rows = members.slice(first, first + rowsAtATime)
        await database.run(insertMembersSql(rows.length), Object.assign({}, ...rows.map((member, index) => memberValues(id, member, first + index, index))))
      }
      return true
    })
  }

  async get(id: string): Promise<KeptRun> {
    const row = await this.#database.get<RunRow>(runStatements.get, { id })
    if (!row) throw new AppError('not_found', { what: 'fleet run', name: id })
    return keptRun(row)
  }

  async list(fleetId: string | undefined, limit: number): Promise<KeptRun[]> {
    const rows = fleetId === undefined ? await this.#database.all<RunRow>(runStatements.list, { limit }) : await this.#database.all<RunRow>(runStatements.listOf, { fleetId, limit })
    return rows.map(keptRun)
  }

  async active(): Promise<KeptRun[]> {
    return (await this.#database.all<RunRow>(runStatements.active)).map(keptRun)
  }

  async coordinate(id: string, owner: string): Promise<void> {
    await this.#database.run(runStatements.coordinate, { id, owner })
  }

  /** Nothing further is begun. */
  async stop(id: string, stop: string): Promise<void> {
    await this.#database.run(runStatements.stop, { id, stop })
    await this.#database.run(runStatements.stopWaiting, { id, stop, at: Date.now() })
  }

  async cancel(id: string): Promise<void> {
    await this.#database.run(runStatements.cancel, { id })
  }

  /** True for the one who moved it. */
  async move(id: string, from: FleetRunState, to: FleetRunState): Promise<boolean> {
    const at = to === 'running' || to === 'waiting' ? null : Date.now()
    return (await this.#database.run(runStatements.move, { id, from, to, at })) > 0
  }

  async fail(id: string, error: AppErrorData): Promise<void> {
    await this.#database.run(runStatements.fail, { id, error: JSON.stringify(error), at: Date.now() })
  }

  /** The process that ran it is gone; what its members were doing is not known. */
  interrupt(id: string): Promise<void> {
    return this.#database.transaction(async (database) => {
      const changed = await database.run(runStatements.interrupt, { id, at: Date.now() })
      if (changed > 0) await database.run(memberStatements.lose, { runId: id })
    })
  }

  /** Everything that is not done is queued again. False where it runs already or is done. */
  resume(id: string, { request, failed, owner }: { request: RunRequest; failed: 'again' | 'leave'; owner: string }): Promise<boolean> {
    return this.#database.transaction(async (database) => {
      const changed = await database.run(runStatements.resume, { id, request: JSON.stringify(request), owner })
      if (changed === 0) return false
      await database.run(memberStatements.queueAgain, { runId: id, failed })
      await database.run(failed === 'again' ? memberStatements.queueFailed : memberStatements.leaveFailed, { runId: id })
      return true
    })
  }

  async members(runId: string): Promise<KeptMember[]> {
    return (await this.#database.all<MemberRow>(memberStatements.ofRun, { runId })).map(keptMember)
  }

  tallies(runId: string): Promise<Tally[]> {
    return talliesOf(this.#database, runId)
  }

  /** Marks the next members as handed to the queue, and gives their ids. */
  release(runId: string, canary: boolean, most: number): Promise<string[]> {
    return this.#database.transaction(async (database) => {
      const rows = await database.all<{ id: string }>(memberStatements.next, { runId, canary: canary ? 1 : 0, most })
      for (const { id } of rows) await database.run(memberStatements.release, { id })
      return rows.map(({ id }) => id)
    })
  }

  /** Handed to the queue and not ended. */
  async released(runId: string): Promise<string[]> {
    return (await this.#database.all<{ id: string }>(memberStatements.released, { runId })).map(({ id }) => id)
  }

  /**
   * Takes a member to work on, if the run still takes some and fewer are at work than may be. One that is being worked on is taken over:
   * the queue delivers it only once it has given up who had it, and should that one still be alive, the lock of the member is the judge.
   */
  claim(id: string, owner: string): Promise<Claim> {
    return this.#database.transaction(async (database): Promise<Claim> => {
      const row = await database.get<MemberRow>(memberStatements.get, { id })
      const run = row && (await database.get<RunRow>(runStatements.get, { id: row.runId }))
      if (!row || !run || !mayBegin(row, run.state)) return 'over'
      const { limits } = keptRun(run).request
      const others = await database.all<{ serverId: string; database: string }>(memberStatements.running, { runId: row.runId, id })
      const same = limits.backup && others.some((other) => other.serverId === row.serverId && other.database === row.database)
      if (others.length >= limits.concurrency || same) return 'full'
      await database.run(memberStatements.claim, { id, owner, at: Date.now() })
      const claimed = await database.get<MemberRow>(memberStatements.get, { id })
      return claimed ? { claimed: keptMember(claimed) } : 'over'
    })
  }

  async begin(id: string, before: string | null): Promise<void> {
    await this.#database.run(memberStatements.begin, { id, before })
  }

  /** Only by the one who works on it now. Where a stop rule holds, nothing further begins from this moment on. */
  end({ id, runId, attempts, owner }: Pick<KeptMember, 'id' | 'runId' | 'attempts' | 'owner'>, outcome: MemberOutcome): Promise<void> {
    const { error, ...rest } = outcome
    return this.#database.transaction(async (database) => {
      await database.run(memberStatements.end, { id, attempts, owner, ...rest, error: error && JSON.stringify(error), at: Date.now() })
      if (outcome.state !== 'failed' && outcome.state !== 'unknown') return
      const run = await database.get<RunRow>(runStatements.get, { id: runId })
      const because = run && stopRule(keptRun(run).request.limits, await talliesOf(database, runId))
      if (because !== undefined) await database.run(runStatements.stop, { id: runId, stop: because })
    })
  }

  async giveBack({ id, attempts, owner }: Pick<KeptMember, 'id' | 'attempts' | 'owner'>): Promise<void> {
    await this.#database.run(memberStatements.giveBack, { id, attempts, owner })
  }

  async skipRest(runId: string): Promise<void> {
    await this.#database.run(memberStatements.skipRest, { runId })
  }
}

async function talliesOf(database: StoreDatabase, runId: string): Promise<Tally[]> {
  const rows = await database.all<{ state: FleetMemberState; canary: number; released: number; number: number }>(memberStatements.counts, { runId })
  return rows.map(({ state, canary, released, number }) => ({ state, canary: canary === 1, released: released === 1, number }))
}

/** What stopping leaves running is finished by whoever takes it over. */
function mayBegin({ state }: Pick<MemberRow, 'state'>, run: FleetRunState): boolean {
  if (state === 'queued') return run === 'running'
  return state === 'running' && (run === 'running' || run === 'stopping')
}

function memberValues(runId: string, member: NewMember, position: number, row: number): Values {
  const { label, serverId, server, database, schema, canary, planned, state, version, error } = member
  const values = {
    id: randomUUID(), runId, position, label, serverId, server, database, schema, canary: canary ? 1 : 0, planned, state, migrations: 0,
    before: version, after: state === 'done' ? version : null, error: error && JSON.stringify(error),
  }
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`${name}${row}`, value]))
}
