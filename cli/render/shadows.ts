import type { Look } from './look.ts'
import { table } from './table.ts'
import { bytes } from './values.ts'

interface Shadows {
  shadows: { name: string; server: string; bytes: number; inUse: boolean }[]
}

export function renderShadows({ shadows }: Shadows, look: Look): string {
  if (shadows.length === 0) return 'No shadow database was left behind.\n'
  const rows = shadows.map(({ name, server, bytes: size, inUse }) => [name, server, bytes(size), inUse ? 'in use' : 'left behind'])
  return `${table(['Database', 'Server', { title: 'Size', align: 'right' }, 'State'], rows, look)}\n`
}

export function renderDropped({ dropped }: { dropped: string[] }): string {
  return dropped.length === 0 ? 'There was nothing to drop.\n' : `Dropped: ${dropped.join(', ')}\n`
}
