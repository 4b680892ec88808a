import { spawn, spawnSync } from 'node:child_process'

export interface Display {
  /** Value for DISPLAY; undefined where the platform needs none. */
  name: string | undefined
  close(): void
}

/** Whether windows can be opened here. */
export function findDisplayServer(): boolean {
  return process.platform !== 'linux' || !spawnSync('Xvfb', ['-help'], { stdio: 'ignore' }).error
}

/** A display for windows that nobody looks at; undefined where Xvfb is missing. Everyone on this machine may draw on it. */
export async function openDisplay(): Promise<Display | undefined> {
  if (process.platform !== 'linux') return { name: undefined, close: () => {} }
  if (!findDisplayServer()) return undefined
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp', '-ac'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
  process.once('exit', () => server.kill())
  const number = await new Promise<string>((resolve, reject) => {
    server.once('error', reject)
    server.once('exit', () => reject(new Error('Xvfb ended at once')))
    server.stdio[3]?.once('data', (line: Buffer) => resolve(line.toString().trim()))
  })
  return { name: `:${number}`, close: () => server.kill() }
}
