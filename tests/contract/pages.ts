import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A folder with a page, in the place of the built renderer. */
export function createPages(): string {
  const folder = mkdtempSync(join(tmpdir(), 'strata-pages-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Strata</title>')
  return folder
}
