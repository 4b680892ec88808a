import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openApiDocument } from '../../server/contract-http.ts'
import { root } from './sources.ts'

/** `npx vitest run --project guards -u` writes it anew; the difference is then read in review. */
test('docs/openapi.json is what the contract says', async () => {
  await expect(`${JSON.stringify(await openApiDocument(), null, 2)}\n`).toMatchFileSnapshot(join(root, 'docs/openapi.json'))
})
