import { existsSync } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { ageMagic } from '../encryption/age-files.ts'

export type DumpKind = 'custom' | 'directory' | 'tar' | 'plain' | 'gzip' | 'age' | 'missing' | 'folder'

/** What a file or folder is, by its first bytes; text is taken for a plain dump. */
export async function dumpKind(path: string): Promise<DumpKind> {
  const found = await stat(path).catch(() => undefined)
  if (!found) return 'missing'
  if (found.isDirectory()) return existsSync(join(path, 'toc.dat')) ? 'directory' : existsSync(join(path, 'toc.dat.age')) ? 'age' : 'folder'
  const handle = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(512), 0, 512, 0)
    return kindOf(buffer.subarray(0, bytesRead))
  } finally {
    await handle.close()
  }
}

function kindOf(head: Buffer): DumpKind {
  const text = head.toString('latin1')
  if (text.startsWith('PGDMP')) return 'custom'
  if (text.startsWith(ageMagic)) return 'age'
  if (text.slice(257, 262) === 'ustar') return 'tar'
  return head[0] === 0x1f && head[1] === 0x8b ? 'gzip' : 'plain'
}
