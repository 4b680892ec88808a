import { join } from 'node:path'
import { expect, test } from 'vitest'
import { documentJsonSchema } from '#shared/contract/schema-document.ts'
import { root } from './sources.ts'

/** `npx vitest run --project guards -u` writes it anew; a change that is no addition raises `documentVersion`. */
test('docs/schema-document.schema.json is the shape of GET /api/v1/schema', async () => {
  await expect(`${JSON.stringify(documentJsonSchema(), null, 2)}\n`).toMatchFileSnapshot(join(root, 'docs/schema-document.schema.json'))
})
