import { createInterface } from 'node:readline'
import { AppError } from '#shared/contract/app-error.ts'
import type { Given } from '../commands/given.ts'
import type { ShellOperation } from '../commands/shell-operations.ts'
import type { Terminal } from '../terminal.ts'

/**
 * Passphrases stand in no argument list, which every user of the machine can read: they are asked for, or are the first lines of
 * standard input, the new one before the one that is there.
 */
export async function withPassphrase(terminal: Terminal, operation: ShellOperation, given: Given): Promise<Given> {
  if (!('passphrase' in operation.input.shape) || (operation.name === 'confirmations.create' && given.input.person === undefined)) return given
  const changes = 'current' in operation.input.shape
  const { askHidden } = terminal
  const [passphrase, current] = askHidden
    ? [await askHidden(changes ? 'New passphrase: ' : `Passphrase of ${String(given.input.person)}: `), changes ? await askHidden('Passphrase until now (empty: none is set): ') : undefined]
    : await firstLines()
  if (!passphrase) throw new AppError('bad_request', { problem: 'no passphrase is given' }, { help: 'Type it where it is asked for, or pipe it in as the first line of standard input.' })
  return { ...given, input: { ...given.input, passphrase, ...(changes && current && { current }) } }
}

/** As above for the address of a webhook: whoever knows it can often post there. */
export async function withAddress(terminal: Terminal, { name }: ShellOperation, given: Given): Promise<Given> {
  if (name !== 'hooks.create') return given
  const [url] = terminal.askHidden ? [await terminal.askHidden('Address of the webhook: ')] : await firstLines()
  if (!url) throw new AppError('bad_request', { problem: 'no address is given' }, { help: 'Type it where it is asked for, or pipe it in as the first line of standard input.' })
  return { ...given, input: { ...given.input, url } }
}

async function firstLines(): Promise<string[]> {
  const lines = createInterface({ input: process.stdin })
  const found: string[] = []
  for await (const line of lines) {
    found.push(line)
    if (found.length === 2) break
  }
  lines.close()
  return found
}
