import type { AppErrorData } from '#shared/contract/app-error.ts'
import type { Terminal } from '../terminal.ts'

/** With `json` exactly the output of the operation; otherwise what a person reads. */
export async function printOutput(terminal: Terminal, operation: string, output: unknown, json: boolean): Promise<void> {
  if (json) return terminal.out(`${JSON.stringify(output, undefined, 2)}\n`)
  const { renderOutput } = await import('../render/render-output.ts')
  terminal.out(await renderOutput(operation, output, terminal.look))
}

export async function printError(terminal: Terminal, error: AppErrorData, json: boolean): Promise<void> {
  if (json) return terminal.err(`${JSON.stringify({ error }, undefined, 2)}\n`)
  const { renderError } = await import('../render/error.ts')
  terminal.err(renderError(error, terminal.errLook))
}
