import { spawnSync } from 'node:child_process'
import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Chromium's sandbox refuses root, and a test without the sandbox proves nothing: then the app runs as "nobody". */
export const testUser = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : undefined

/** Writes a program into `folder` that starts Electron as the test user. */
export function asTestUser(program: string, folder: string): string {
  if (!testUser) return program
  const wrapper = join(folder, 'electron-as-nobody')
  writeFileSync(wrapper, `#!/bin/sh\nexec setpriv --reuid=${testUser.uid} --regid=${testUser.gid} --clear-groups -- '${program}' "$@"\n`)
  chmodSync(wrapper, 0o755)
  return wrapper
}

/** Whether the kernel lets the test user make the namespaces that the sandbox is built of. */
export function sandboxPossible(): boolean {
  if (process.platform !== 'linux') return true
  const user = testUser ? ['setpriv', `--reuid=${testUser.uid}`, `--regid=${testUser.gid}`, '--clear-groups', '--'] : []
  const [command = 'unshare', ...args] = [...user, 'unshare', '--user', '--map-root-user', 'true']
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0
}
