import type { Backup, Manifest } from '#shared/contract/backups.ts'
import { backupRulesSchema, type Environment } from '#shared/contract/environments.ts'
import type { MigrationRow, MigrationState, Plan, Status } from '#shared/contract/migrations.ts'
import type { TimelineEvent } from '#shared/contract/timeline.ts'

const hour = 3_600_000
const day = 24 * hour

/** A believable shop, as of the moment when the fake starts. */
export interface FakeData {
  environments: Environment[]
  backups: Manifest[]
  lastRestore: Map<string, Backup['lastRestore']>
  events: TimelineEvent[]
  /** Highest applied version by environment id. */
  versions: Map<string, number>
}

export const scripts: readonly (readonly [version: number, name: string, sql: string])[] = [
  [1, 'customers', 'CREATE TABLE customers (\n  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,\n  email text NOT NULL UNIQUE\n);\n'],
  [2, 'products', 'CREATE TABLE products (\n  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,\n  sku text NOT NULL,\n  price numeric(12, 2) NOT NULL\n);\n'],
  [3, 'orders', 'CREATE TABLE orders (\n  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,\n  customer_id bigint NOT NULL REFERENCES customers,\n  total integer,\n  placed_at timestamptz NOT NULL DEFAULT now()\n);\n'],
  [4, 'order_status', "CREATE TYPE order_status AS ENUM ('new', 'paid', 'sent');\nALTER TABLE orders ADD COLUMN status order_status NOT NULL DEFAULT 'new';\n"],
  [5, 'payments', 'CREATE TABLE payments (\n  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,\n  order_id bigint NOT NULL REFERENCES orders,\n  amount numeric(12, 2) NOT NULL\n);\n'],
  [6, 'order_events', 'CREATE TABLE order_events (\n  at timestamptz NOT NULL,\n  order_id bigint NOT NULL\n) PARTITION BY RANGE (at);\n'],
  [7, 'audit_trigger', 'CREATE FUNCTION order_audit() RETURNS trigger LANGUAGE plpgsql AS $$\nBEGIN\n  INSERT INTO order_events VALUES (now(), NEW.id);\n  RETURN NEW;\nEND $$;\n'],
  [8, 'row_security', 'ALTER TABLE orders ENABLE ROW LEVEL SECURITY;\n'],
  [9, 'revenue_view', 'CREATE VIEW revenue AS SELECT date_trunc(\'day\', placed_at) AS day, sum(total) FROM orders GROUP BY 1;\n'],
  [10, 'product_search', 'ALTER TABLE products ADD COLUMN search tsvector;\n'],
  [11, 'order_indexes', 'CREATE INDEX CONCURRENTLY orders_placed_at ON orders (placed_at);\n'],
  [12, 'stock', 'ALTER TABLE products ADD COLUMN stock integer NOT NULL DEFAULT 0;\n'],
  [13, 'order_events_2027', "CREATE TABLE order_events_2027 PARTITION OF order_events\n  FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');\n"],
  [14, 'payment_methods', 'CREATE TABLE payment_methods (\n  code text PRIMARY KEY,\n  label text NOT NULL\n);\n'],
  [15, 'customer_phone', 'ALTER TABLE customers ADD COLUMN phone text;\n'],
  [16, 'order_totals', 'ALTER TABLE orders\n  ALTER COLUMN total TYPE bigint;\n\nALTER TABLE orders ADD CONSTRAINT total_positive\n  CHECK (total >= 0) NOT VALID;\n\nUPDATE orders SET total = 0 WHERE total IS NULL;\n'],
  [17, 'drop_legacy_sku', 'ALTER TABLE products DROP COLUMN sku;\n'],
]

export function createData(now: number): FakeData {
  const environments = [
    environment('dev', 'development', 'development', 'green', 'localhost', now),
    environment('stg', 'staging', 'staging', 'amber', 'db.staging.example.org', now),
    environment('prod', 'production', 'production', 'red', 'db.example.org', now),
    { ...environment('wh', 'warehouse', 'staging', 'blue', 'warehouse.example.org', now), connection: { ...connection('warehouse.example.org'), database: 'warehouse' } },
  ]
  const versions = new Map([['dev', 17], ['stg', 14], ['prod', 11]])
  const backups = fakeBackups(now)
  return {
    environments, versions, backups, events: fakeEvents(now),
    lastRestore: new Map([[backups[1]?.id ?? '', { at: iso(now - 2 * hour), outcome: 'verified', database: 'shop_check' }], [backups[3]?.id ?? '', { at: iso(now - 3 * day), outcome: 'differs', database: 'shop_restored' }]]),
  }
}

export function iso(at: number): string {
  return new Date(at).toISOString()
}

function connection(host: string): Environment['connection'] {
  return { host, port: 5432, database: 'shop', user: 'deployer', sslmode: host === 'localhost' ? 'prefer' : 'verify-full' }
}

function environment(id: string, name: string, kind: Environment['class'], colour: Environment['colour'], host: string, now: number): Environment {
  return {
    id, name, class: kind, colour, connection: connection(host), migrationsFolder: '/srv/shop/migrations', schema: 'public', historyTable: 'flyway_schema_history',
    policies: { backupBeforeMigrating: kind !== 'development', confirm: kind === 'production', lockTimeoutMs: 5000, statementTimeoutMs: 0, outOfOrder: false, previewRows: 500, previewTimeoutMs: 60_000, archiveDays: 90, confirmationMinutes: 30, secondPerson: false, rollbackOnFailure: false, keepReplacedDays: 7 },
    backups: backupRulesSchema.parse(kind === 'production' ? { schedule: { every: 'day', at: '02:30' }, rehearse: true, retention: { scheduled: { count: 2, days: 14 }, automatic: { days: 30 } } } : {}),
    hasPassword: true, sample: false, createdAt: iso(now - 40 * day), updatedAt: iso(now - 3 * day),
  }
}

const tables = ['customers', 'products', 'orders', 'payments', 'order_events_2025', 'order_events_2026', 'payment_methods', 'order_audit_log', 'flyway_schema_history']

function fakeBackups(now: number): Manifest[] {
  const rows: readonly [age: number, env: string, kind: Manifest['envClass'], version: string, by: string, reason: string, trigger: Manifest['trigger'], size: number][] = [
    [0.3, 'production', 'production', '11', 'dba@ops-1', 'CHG-1182: order indexes', 'before_migrating', 1_812_000_000],
    [1.2, 'staging', 'staging', '14', 'lena@dev-7', '', 'before_migrating', 212_400_000],
    [2.1, 'production', 'production', '10', 'dba@ops-1', 'CHG-1169: weekly copy before maintenance', 'manual', 1_790_000_000],
    [4.4, 'staging', 'staging', '12', 'lena@dev-7', 'Undo of stock', 'before_undo', 208_100_000],
    [6.0, 'development', 'development', '15', 'jun@dev-2', 'Before trying the new partitions', 'manual', 8_400_000],
    [8.5, 'production', 'production', '9', 'dba@ops-1', 'CHG-1151', 'before_migrating', 1_640_000_000],
    [1.8, 'production', 'production', '10', 'scheduler@ops-1', 'Nightly 1', 'scheduled', 1_808_000_000],
    [3.1, 'production', 'production', '10', 'scheduler@ops-1', 'Nightly 2', 'scheduled', 1_781_000_000],
    [12.4, 'production', 'production', '9', 'scheduler@ops-1', 'Nightly 3', 'scheduled', 1_615_000_000],
    [17.2, 'production', 'production', '8', 'scheduler@ops-1', 'Nightly 4', 'scheduled', 1_610_000_000],
    [31, 'staging', 'staging', '8', 'lena@dev-7', 'From the old server', 'imported', 120_300_000],
  ]
  return rows.map(([age, env, envClass, migrationVersion, by, reason, trigger, bytes], index) => {
    const at = new Date(now - age * day)
    return {
      id: `${env}-${at.toISOString().slice(0, 16).replaceAll(/[-:]/g, '').replace('T', '-')}`,
      env, envClass, database: 'shop', createdAt: at.toISOString(), by, reason, trigger, file: `/var/lib/strata/backups/${env}-${index}.dump`, bytes, sha256: 'a3f1'.repeat(16),
      serverVersion: '16.4', serverMajor: 16, clientVersion: '16.4', migrationVersion, extensions: ['plpgsql', 'pg_trgm'], ms: bytes / 15_000,
      tables: tables.map((name, at) => ({ schema: 'public', name, rows: Math.round((bytes / 4000) * (1 / (at + 1))), bytes: Math.round(bytes / (at + 1.5)) })),
    }
  })
}

function fakeEvents(now: number): TimelineEvent[] {
  const events: TimelineEvent[] = []
  const add = (env: string, age: number, kind: TimelineEvent['kind'], version: number | null, more: Partial<TimelineEvent> = {}) => {
    const script = scripts.find(([number]) => number === version)
    events.push({
      id: `${env}-${events.length}`, env, at: iso(now - age * day), kind, runId: `run-${env}-${Math.floor(age)}`, version: version === null ? null : String(version),
      script: script ? `V${version}__${script[1]}.sql` : null, description: script ? script[1].replaceAll('_', ' ') : '', by: 'dba', host: 'ops-1', reason: null, ms: 412,
      planFingerprint: '9c41e7a2'.repeat(8), backupId: null, problem: null, journalled: true, ...more,
    })
  }
  for (const [age, version] of [[9.6, 9], [8.9, 10], [8.1, 11], [7.2, 12], [5.4, 13], [4.3, 14], [2.6, 15], [0.9, 16], [0.2, 17]] as const) add('dev', age, 'migration_applied', version, { by: 'lena', host: 'dev-7', ms: 96 })
  add('dev', 12, 'baseline', 8, { description: '<< Flyway Baseline >>', journalled: false, planFingerprint: null, runId: null, host: null, by: 'postgres', ms: null })
  for (const [age, version] of [[8.5, 10], [7.6, 11], [6.6, 12], [3.5, 13], [3.3, 14]] as const) add('stg', age, 'migration_applied', version, { by: 'lena', host: 'dev-7' })
  add('stg', 4.4, 'backup', null, { description: '208 MB, 9 tables', by: 'lena', host: 'dev-7', reason: 'Undo of stock', ms: 14_000 })
  add('stg', 4.35, 'migration_undone', 12, { reason: 'Wrong default', ms: 220 })
  add('stg', 4.1, 'migration_applied', 12, {})
  add('stg', 1.2, 'restore', null, { description: 'shop_check: verified', by: 'lena', host: 'dev-7', ms: 31_000 })
  add('prod', 8.5, 'backup', null, { description: '1.6 GB, 9 tables', reason: 'CHG-1151', ms: 109_000 })
  add('prod', 8.45, 'migration_applied', 9, { reason: 'CHG-1151', ms: 1_840 })
  add('prod', 5.1, 'backup', null, { description: '1.7 GB, 9 tables', reason: 'CHG-1169', ms: 119_000 })
  add('prod', 5.0, 'migration_applied', 10, { reason: 'CHG-1169', ms: 2_120 })
  add('prod', 4.97, 'migration_failed', 11, { reason: 'CHG-1169', ms: 25_300, problem: 'A lock could not be had within 5 s after 5 attempts: pg_dump (pid 4121) holds ACCESS SHARE on orders.' })
  add('prod', 4.9, 'repair', 11, { reason: 'CHG-1169: invalid index removed', ms: 60 })
  add('prod', 2.1, 'backup', null, { description: '1.8 GB, 9 tables', reason: 'CHG-1169: weekly copy before maintenance', ms: 121_000 })
  add('prod', 1.7, 'migration_applied', 11, { reason: 'CHG-1182', ms: 231_000 })
  add('prod', 0.3, 'backup', null, { description: '1.8 GB, 9 tables', reason: 'CHG-1182: order indexes', ms: 122_000 })
  return events
}

export function statusOf(data: FakeData, env: Environment): Status {
  const at = data.versions.get(env.id) ?? 0
  const rows = scripts.map(([version, name, sql]): MigrationRow => {
    const state: MigrationState = version <= at ? (env.id === 'stg' && version === 13 ? 'changed' : 'applied') : 'pending'
    const when = data.events.find((event) => event.env === env.id && event.kind === 'migration_applied' && event.version === String(version))?.at ?? env.createdAt
    return {
      kind: 'versioned', version: String(version), description: name.replaceAll('_', ' '), script: `V${version}__${name}.sql`, state, checksum: version * 7_919_113, bytes: sql.length,
      applied: state === 'pending' ? null : { rank: version, checksum: version * 7_919_113 - (state === 'changed' ? 1 : 0), by: 'deployer', at: when, ms: 40 * version, success: true },
      undoScript: version % 5 === 0 ? null : `U${version}__${name}.sql`,
    }
  })
  const repeatable: MigrationRow = {
    kind: 'repeatable', version: null, description: 'order summary view', script: 'R__order_summary_view.sql', state: 'applied', checksum: -112_233, bytes: 420,
    applied: { rank: 18, checksum: -112_233, by: 'deployer', at: env.updatedAt, ms: 31, success: true }, undoScript: null,
  }
  const changed = env.id === 'stg' ? [{ code: 'changed-after-apply', severity: 'error' as const, subject: 'V13__order_events_2027.sql', message: 'The file is not the one that was applied.', help: 'Restore the file, or run repair if the change is intended.' }] : []
  return {
    env: env.id, version: at === 0 ? null : String(at), pending: scripts.length - at, migrations: [...rows, repeatable], diagnostics: changed, history: { table: 'public.flyway_schema_history', exists: true },
    server: { version: '16.4', major: 16, database: env.connection.database, user: env.connection.user, latencyMs: env.id === 'prod' ? 11 : 4, readOnly: false },
  }
}

export function planOf(data: FakeData, env: Environment, direction: 'up' | 'down', to: string | undefined): Plan {
  const at = data.versions.get(env.id) ?? 0
  const limit = to === undefined ? (direction === 'up' ? Infinity : at - 1) : Number(to)
  const chosen = scripts.filter(([version]) => (direction === 'up' ? version > at && version <= limit : version <= at && version > limit))
  const ordered = direction === 'up' ? chosen : chosen.toReversed()
  return {
    env: env.id, direction, from: String(at), to: String(direction === 'up' ? (ordered.at(-1)?.[0] ?? at) : limit), fingerprint: `${'4be1'.repeat(15)}${env.id}`.slice(0, 64),
    steps: ordered.map(([version, name, sql]) => {
      const script = `${direction === 'up' ? 'V' : 'U'}${version}__${name}.sql`
      const concurrent = sql.includes('CONCURRENTLY')
      return {
        action: direction === 'up' ? 'apply' : 'undo', kind: 'versioned', version: String(version), description: name.replaceAll('_', ' '), script, transactional: !concurrent,
        ...(concurrent && { reason: 'CREATE INDEX CONCURRENTLY' }), statements: statementsOf(sql), sql,
      }
    }),
    backup: { planned: env.policies.backupBeforeMigrating }, confirmation: { name: env.class === 'production', reason: env.class === 'production', secondPerson: env.policies.secondPerson }, diagnostics: [],
  }
}

export function statementsOf(sql: string) {
  const texts = sql.includes('$$') ? [sql.trim()] : sql.split(/;\s*\n/).map((text) => text.trim()).filter(Boolean)
  let from = 0
  return texts.map((text, index) => {
    from = sql.indexOf(text, from)
    return { number: index + 1, line: sql.slice(0, from).split('\n').length, text: `${text};`, command: text.split(/\s+/).slice(0, 2).join(' ') }
  })
}
