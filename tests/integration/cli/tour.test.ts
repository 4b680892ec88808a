import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { findClientTools, fittingClient } from '#engine/backups/client-tools.ts'
import { sampleBinaries } from '#engine/sample/sample-binaries.ts'
import { root } from './strata.ts'

const client = fittingClient(await findClientTools(), 15)

it.skipIf(!sampleBinaries(root))('The tour does every step, says what came of it, and leaves nothing behind', { timeout: 180_000 }, async () => {
  const place = mkdtempSync(join(tmpdir(), 'strata-tour-test-'))
  try {
    const { code, output } = await walk({ TMPDIR: place })
    expect(code, output).toBe(0)
    const titles = ['Start the sample', 'Connect', 'Plan', 'Back up', 'Migrate', 'Show the timeline', 'Undo', 'Migrate to failure', 'Recover', 'Restore', 'Verify']
    expect([...output.matchAll(/^\d+\. (.+)$/gm)].map(([, title]) => title)).toEqual(titles)
    expect(output).toContain('V17__loyalty_points.sql, line 14: column c.name does not exist')
    expect(output).toContain(client ? 'the list of backups says "verified"' : 'without backups and restores')
    expect(readdirSync(place)).toEqual([])
  } finally {
    rmSync(place, { recursive: true, force: true })
  }
})

it.skipIf(!sampleBinaries(root))('Where no pg_dump is found the tour says so, and how to install it, and does the rest', { timeout: 180_000 }, async () => {
  const nothing = mkdtempSync(join(tmpdir(), 'strata-no-client-'))
  try {
    const { code, output } = await walk({ STRATA_PG_BIN: nothing })
    expect(code, output).toBe(0)
    expect(output.match(/Skipped: .*pg_dump/g)).toHaveLength(2)
    expect(output).toContain('The tour is done, without backups and restores.')
  } finally {
    rmSync(nothing, { recursive: true, force: true })
  }
})

function walk(variables: Record<string, string>): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [join(root, 'scripts/tour.ts')], { cwd: root, env: { ...process.env, ...variables } })
  let output = ''
  const hear = (chunk: Buffer) => (output += chunk.toString())
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, output })))
}
