import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { processTerminal } from '../terminal.ts'
import { runCheck, type CheckGiven } from './check.ts'

const base: CheckGiven = { command: 'preview', files: [], target: {}, shadow: undefined, format: 'markdown', failOn: 'warning', yes: false, quiet: true, output: undefined, preview: { mode: 'shadow', prove: true } }

test('a server that --shadow names and that cannot be reached is not replaced by another one', async () => {
  await expect(runCheck(processTerminal({}), { ...base, target: { dir: tmpdir() }, shadow: 'postgres://nobody@127.0.0.1:1/none' })).rejects.toMatchObject({ code: 'host_unreachable' })
})

test('a file that is there already, or a folder that is not, is said before anything is run', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'strata-check-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const there = join(folder, 'report.md')
  writeFileSync(there, 'mine')
  const given = (output: string): CheckGiven => ({ ...base, target: { url: 'postgres://nobody@127.0.0.1:1/none' }, output })
  await expect(runCheck(processTerminal(), given(there))).rejects.toMatchObject({ code: 'already_exists' })
  await expect(runCheck(processTerminal(), given(join(folder, 'none', 'report.md')))).rejects.toMatchObject({ code: 'bad_request' })
})
