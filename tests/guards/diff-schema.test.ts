import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { diffDocumentSchema } from '#shared/contract/compare.ts'
import { root } from './sources.ts'

/** `npx vitest run --project guards -u` writes it anew; the difference is then read in review. */
test('docs/diff.schema.json is what strata diff --json prints', async () => {
  const schema = { title: 'What strata diff --json and strata drift --json print', ...z.toJSONSchema(diffDocumentSchema, { io: 'output' }) }
  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(join(root, 'docs/diff.schema.json'))
})
