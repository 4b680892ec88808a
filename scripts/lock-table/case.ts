/** A form of a statement whose locks are measured on the tables of `setup.ts`. */
export interface LockCase {
  sql: string
  /** Runs before it in the same transaction, and takes no locks. */
  before?: string
  /** First and last major version that knows it. */
  since?: number
  until?: number
  /** Cannot run in a transaction: it is observed on a database of its own. */
  outside?: boolean
}

export interface LockGroup {
  title: string
  cases: readonly (LockCase | string)[]
}

export function casesOf({ cases }: LockGroup): LockCase[] {
  return cases.map((one) => (typeof one === 'string' ? { sql: one } : one))
}

export function knows(major: number, { since = 0, until = Infinity }: LockCase): boolean {
  return major >= since && major <= until
}
