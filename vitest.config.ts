import { defineConfig } from 'vitest/config'

const ignored = ['node_modules/**', 'out/**', 'dist/**', 'tests/**']
const database = { globalSetup: ['tests/support/global-setup.ts'], testTimeout: 60_000, hookTimeout: 60_000, pool: 'forks' as const }

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['**/*.test.ts', '**/*.test.tsx'], exclude: ignored } },
      { test: { name: 'guards', include: ['tests/guards/**/*.test.ts'], testTimeout: 60_000 } },
      { test: { name: 'integration', include: ['tests/integration/**/*.test.ts'], exclude: ['tests/integration/corpus/**'], ...database } },
      { test: { name: 'corpus', include: ['tests/integration/corpus/**/*.test.ts'], ...database } },
      { test: { name: 'contract', include: ['tests/contract/**/*.test.ts'], ...database } },
    ],
  },
})
