import type { TracedStatement } from '../../contract/preview.ts'

/** A statement that ran and did nothing, for tests that say what theirs did. */
export function traced(change: Partial<TracedStatement>): TracedStatement {
  return {
    number: 1, line: 1, endLine: 1, command: 'ALTER TABLE', text: '', outcome: 'ran', reason: null, ms: 1,
    locks: [], rewrites: [], scans: [], rows: [], indexes: [], walBytes: 0, notices: [], onTarget: null, blocks: [], ...change,
  }
}
