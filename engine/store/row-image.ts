/** All rows of a small table, for reading without waiting. */
export interface RowImage<Row> {
  rows(): readonly Row[]
  /** Called after a write of this process; resolves when `rows` shows it. */
  changed(): Promise<void>
}

/** Of a store in this process: read anew each time, since another process may have written. */
export function freshRows<Row>(read: () => Row[]): RowImage<Row> {
  return { rows: read, changed: () => Promise.resolve() }
}
