import { spawn, type ChildProcess } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { KeyFileVault } from '#engine/vault/key-file-vault.ts'

export const root = join(import.meta.dirname, '../../..')
const launcher = join(root, 'bin/strata.mjs')

export interface Ended {
  code: number | null
  signal: NodeJS.Signals | null
  stdout: string
  stderr: string
}

export interface Started {
  child: ChildProcess
  ended: Promise<Ended>
  /** Resolves when standard output or error has said this. */
  said(text: string | RegExp): Promise<void>
}

/** A person's place: a data folder, a folder of migrations and a shell in it. */
export class Shell {
  readonly folder = mkdtempSync(join(tmpdir(), 'strata-cli-'))
  readonly home = join(this.folder, 'home')
  readonly migrations = join(this.folder, 'migrations')
  variables: Record<string, string> = {}

  constructor(files: Record<string, string> = {}) {
    mkdirSync(this.migrations)
    this.write(files)
  }

  write(files: Record<string, string>): void {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(this.migrations, name), text)
  }

  /** Tests must leave the keyring of whoever runs them alone: a key file that was begun is gone on with. */
  async withKeyFile(): Promise<this> {
    await new KeyFileVault(this.home).set('first', 'x')
    return this
  }

  start(args: readonly string[], options: { input?: string; nodeArgs?: readonly string[]; launcher?: string } = {}): Started {
    const { PATH, HOME, LANG } = process.env
    const child = spawn(process.execPath, [...(options.nodeArgs ?? []), options.launcher ?? launcher, ...args], {
      cwd: this.folder,
      env: { PATH, HOME, LANG, STRATA_HOME: this.home, STRATA_FROM_SOURCES: '1', ...this.variables },
    })
    return watched(child, options.input ?? '')
  }

  run(...args: string[]): Promise<Ended> {
    return this.start(args).ended
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

function watched(child: ChildProcess, input: string): Started {
  let [stdout, stderr] = ['', '']
  const waiting = new Set<() => void>()
  const hear = (add: (text: string) => void) => (chunk: Buffer) => {
    add(chunk.toString())
    for (const check of waiting) check()
  }
  child.stdout?.on('data', hear((text) => (stdout += text)))
  child.stderr?.on('data', hear((text) => (stderr += text)))
  child.stdin?.end(input)
  const ended = new Promise<Ended>((resolve) => child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr })))
  const said = (text: string | RegExp) =>
    new Promise<void>((resolve, reject) => {
      const check = () => {
        const all = stdout + stderr
        if (typeof text === 'string' ? all.includes(text) : text.test(all)) resolve()
      }
      waiting.add(check)
      check()
      void ended.then(() => reject(new Error(`It ended without saying ${text}:\n${stdout}${stderr}`)))
    })
  return { child, ended, said }
}
