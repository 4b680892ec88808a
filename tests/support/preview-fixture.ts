import type { Preview, PreviewedMigration, Proof, TracedStatement } from '#shared/contract/preview.ts'

const at = '2026-11-23T10:00:00.000Z'

/** Values for tests, each with what the case is about. */
export function statement(change: Partial<TracedStatement> = {}): TracedStatement {
  return {
    number: 1, line: 2, endLine: 2, command: 'ALTER TABLE', text: 'ALTER TABLE orders ALTER total TYPE bigint', outcome: 'ran', reason: null, ms: 4,
    locks: [{ mode: 'ACCESS EXCLUSIVE', relation: 'public.orders', kind: 'table', isNew: false, how: 'measured' }], rewrites: [{ relation: 'public.orders', kind: 'table' }], scans: [], rows: [], indexes: [],
    walBytes: 100, notices: [], onTarget: { rows: 12_300_000, bytes: 4e9, walBytes: null, seconds: { low: 20, high: 60 }, basis: '' }, blocks: ['reads', 'writes'], ...change,
  }
}

export function proof(change: Partial<Proof> = {}): Proof {
  return {
    status: 'proved', script: 'V16__totals.sql', version: '16', undo: 'file', undoScript: 'U16__totals.sql', at, serverVersion: '15.18', checksum: 1, undoChecksum: 2, fingerprint: 'f',
    compared: { tables: 3, rows: 120, emptyTables: 0 }, loses: [], differences: [], weak: [], problem: null, error: null, stale: false, ms: 30, ...change,
  }
}

export function migration(change: Partial<PreviewedMigration> = {}): PreviewedMigration {
  return {
    script: 'V16__totals.sql', kind: 'versioned', version: '16', description: 'totals', checksum: 1, transactional: true, reason: null, outcome: 'ran', error: null, ms: 12, statements: [], effect: [],
    differences: [], destroys: [], undo: { source: 'file', script: 'U16__totals.sql', sql: '', problem: null }, proof: null, ...change,
  }
}

export function preview(change: Partial<Preview> = {}): Preview {
  return {
    id: 'p', env: 'staging', mode: 'shadow', base: 'schema', rows: 'sample', place: { title: 'PostgreSQL 15 of this machine', serverVersion: '15.18', sameMajor: true, warm: false }, at, ms: 1400, stages: [], from: 'f',
    notes: [], migrations: [], effect: [], differences: [], findings: [], verdict: 'careful', seconds: { low: 20, high: 60 }, ...change,
  }
}
