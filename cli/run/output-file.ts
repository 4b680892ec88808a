import { existsSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { AppError } from '#shared/contract/app-error.ts'
import { paint } from '../render/look.ts'
import type { Terminal } from '../terminal.ts'

/** Where a result goes: the terminal, or a new file, which gets no colours. Throws `already_exists`, `bad_request`. */
export async function outputTo(terminal: Terminal, file: string | undefined): Promise<Terminal> {
  if (file === undefined) return terminal
  let flag = 'wx'
  const out = (text: string) => {
    try {
      writeFileSync(file, text, { flag })
      flag = 'a'
    } catch (thrown) {
      throw writeError(thrown, file)
    }
  }
  return { ...terminal, out, err: (text) => terminal.err(text), look: { ...terminal.look, paint: paint(false), width: 160 } }
}

/** Said before a long piece of work, not after it. Throws `already_exists`, `bad_request`. */
export function refuseOutput(file: string | undefined): void {
  if (file === undefined) return
  if (existsSync(file)) throw new AppError('already_exists', { what: 'File', name: file })
  if (!statSync(dirname(file), { throwIfNoEntry: false })?.isDirectory()) throw writeError(Object.assign(new Error(), { code: 'ENOENT' }), file)
}

function writeError(thrown: unknown, file: string): AppError {
  const { code, message } = thrown as NodeJS.ErrnoException
  if (code === 'EEXIST') return new AppError('already_exists', { what: 'File', name: file }, { cause: thrown })
  return new AppError('bad_request', { problem: `the file ${file} cannot be written (${code ?? message})` }, { cause: thrown })
}
