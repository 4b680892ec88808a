/** `npm run bench [NAME ...]`: every measure, or those named, one after another, each beside its reference in the same run. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const benches: Readonly<Record<string, readonly string[]>> = { apply: ['apply.ts', '5'], split: ['split.ts'], schema: ['schema.ts', '1000', '5'], tree: ['tree.ts'], preview: ['preview.ts'], backup: ['backup.ts', '2000', '5'], server: ['server.ts', '5'] }

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => benches[name] === undefined)
if (unknown.length > 0) {
  console.error(`There is no bench named ${unknown.join(', ')}. There are: ${Object.keys(benches).join(', ')}`)
  process.exit(2)
}
let failed = 0
for (const [name, [file = '', ...args]] of Object.entries(benches)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  console.log(`== ${name}`)
  const { status } = spawnSync(process.execPath, [join(import.meta.dirname, file), ...args], { stdio: 'inherit' })
  if (status !== 0) failed += 1
}
process.exit(failed === 0 ? 0 : 1)
