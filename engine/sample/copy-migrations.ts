import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Makes a copy that a person may change. File by file, because the folder may lie in the archive of a packed app. */
export function copyMigrations(source: string, target: string): void {
  rmSync(target, { recursive: true, force: true })
  mkdirSync(target, { recursive: true })
  for (const name of readdirSync(source).filter((file) => file.endsWith('.sql'))) writeFileSync(join(target, name), readFileSync(join(source, name)))
}

/** Lays a draft among the migrations while `work` runs. */
export async function withDraft<T>(source: string, target: string, name: string | undefined, work: () => Promise<T>): Promise<T> {
  if (name === undefined) return work()
  const file = join(target, name)
  writeFileSync(file, readFileSync(join(source, 'broken', `${name}.draft`)))
  try {
    return await work()
  } finally {
    rmSync(file, { force: true })
  }
}
