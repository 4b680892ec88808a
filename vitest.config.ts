import { defineConfig } from 'vitest/config'

const ignored = ['node_modules/**', 'out/**', 'dist/**', 'tests/**']
/** Test files at a time, each with a server of its own: most of their time is waiting for it. */
const maxWorkers = process.env['CI'] ? 2 : 1
/** Tests that make or restore backups, or start the command line: they need pg_dump. */
const withClient = ['tests/integration/backups/**/*.test.ts', 'tests/integration/restores/**/*.test.ts', 'tests/integration/rollback/by-backup.test.ts', 'tests/integration/described/**/*.test.ts', 'tests/integration/sample/**/*.test.ts', 'tests/integration/cli/**/*.test.ts', 'tests/integration/faults/**/*.test.ts']
const database = { maxWorkers, globalSetup: ['tests/support/global-setup.ts'], testTimeout: 60_000, hookTimeout: 60_000, pool: 'forks' as const }

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['**/*.test.ts', '**/*.test.tsx'], exclude: ignored } },
      { test: { name: 'guards', include: ['tests/guards/**/*.test.ts'], testTimeout: 60_000 } },
      { test: { name: 'integration', include: ['tests/integration/**/*.test.ts'], exclude: ['tests/integration/corpus/**', ...withClient], ...database } },
      { test: { name: 'client', include: withClient, ...database } },
      { test: { name: 'corpus', include: ['tests/integration/corpus/**/*.test.ts'], ...database } },
      { test: { name: 'contract', include: ['tests/contract/**/*.test.ts'], ...database } },
    ],
  },
})
