import { CommanderError } from 'commander'
import { describe, expect, test } from 'vitest'
import { paint } from '../render/look.ts'
import type { Terminal } from '../terminal.ts'
import type { Given } from './given.ts'
import { createProgram } from './program.ts'
import type { ShellOperation } from './shell-operations.ts'

const look = { paint: paint(false), width: 80 }

interface Parsed {
  operation?: string
  given?: Given
  out: string
  problem?: string
}

async function parse(...argv: string[]): Promise<Parsed> {
  const parsed: Parsed = { out: '' }
  const collect = (text: string) => {
    parsed.out += text
  }
  const terminal: Terminal = { out: collect, err: collect, look, errLook: look, live: false }
  const run = (operation: ShellOperation, given: Given) => {
    Object.assign(parsed, { operation: operation.name, given })
    return Promise.resolve()
  }
  try {
    await createProgram(argv, { terminal, run, exit: () => {} }).parseAsync(argv, { from: 'user' })
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) throw thrown
    parsed.problem = thrown.code
  }
  return parsed
}

describe('The command line', () => {
  test('turns options into the input of the operation, in the units of the contract', async () => {
    const { operation, given } = await parse('migrate', '--env', 'shop', '--to', '12', '--lock-timeout', '2s', '--no-backup', '--reason', 'CHG-1', '--yes')
    expect(operation).toBe('migrations.apply')
    expect(given).toMatchObject({ input: { to: '12', lockTimeoutMs: 2000, backup: false, reason: 'CHG-1' }, target: { env: 'shop' }, yes: true, json: false })
  })

  test('leaves what was not given out of the input, so that the contract fills it', async () => {
    const { given } = await parse('undo', '--env', 'shop')
    expect(given?.input).toEqual({})
  })

  test('takes arguments by their place', async () => {
    expect((await parse('restore', 'shop_v12', '--into', 'copy', '--json')).given).toMatchObject({ input: { backup: 'shop_v12', into: 'copy' }, json: true })
    expect((await parse('env', 'show', 'shop')).given?.input).toEqual({ env: 'shop' })
    expect((await parse('jobs', 'watch', 'abc', '--after', '7')).given?.input).toEqual({ jobId: 'abc', after: 7 })
  })

  test('has a baseline version beside the version of the program', async () => {
    expect((await parse('baseline', '--env', 'shop', '--version', '9')).given?.input).toMatchObject({ version: '9' })
    expect((await parse('--version')).problem).toBe('commander.version')
  })

  test('refuses a choice that does not exist, a number that is none, and a missing mandatory option', async () => {
    const problems = await Promise.all([parse('plan', '--direction', 'sideways'), parse('history', '--limit', 'many'), parse('restore', 'b1'), parse('stauts')])
    expect(problems.map(({ problem }) => problem)).toEqual(['commander.invalidArgument', 'commander.invalidArgument', 'commander.missingMandatoryOptionValue', 'commander.unknownCommand'])
  })

  test('suggests the command that was meant', async () => {
    expect((await parse('stauts')).out).toContain('Did you mean status?')
  })

  test('shows the options of a command that is asked for by help', async () => {
    expect((await parse('help', 'migrate')).out).toContain('--lock-timeout <duration>')
    expect((await parse('backup', 'create', '--help')).out).toContain('--reason <text>')
  })
})
