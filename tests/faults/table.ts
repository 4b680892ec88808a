import type { Kill } from './run.ts'

/** Numbers for each action: what was hit, when, and what came of it. */
export function tableOf(kills: readonly Kill[]): string {
  const names = [...new Set(kills.map(({ action }) => action))]
  const rows = names.map((name) => rowOf(name, kills.filter(({ action }) => action === name)))
  const head = ['action', 'kills', 'process', 'tool', 'session', 'server', 'ended before', 'took effect', 'no effect', 'faults']
  const lines = [head, ...rows, rowOf('all', kills)].map((row) => row.map((cell, column) => cell.padStart(Math.max(head[column]?.length ?? 0, column === 0 ? 10 : 5))).join('  '))
  const moments = names.map((name) => `${name}: ${momentsOf(kills.filter(({ action, hit }) => action === name && hit !== null))}`)
  return [...lines, '', 'Killed while', ...moments.map((line) => `  ${line}`)].join('\n')
}

function rowOf(name: string, kills: readonly Kill[]): string[] {
  const hits = (what: Kill['hit']) => String(kills.filter(({ hit }) => hit === what).length)
  const struck = kills.filter(({ hit }) => hit !== null)
  const done = kills.filter((kill) => kill.done).length
  return [name, String(struck.length), hits('process'), hits('tool'), hits('session'), hits('server'), hits(null), String(done), String(kills.length - done), String(kills.reduce((sum, { faults }) => sum + faults.length, 0))]
}

function momentsOf(kills: readonly Kill[]): string {
  const counts = new Map<string, number>()
  for (const { moment } of kills) counts.set(moment || 'beginning', (counts.get(moment || 'beginning') ?? 0) + 1)
  return [...counts].toSorted((a, b) => b[1] - a[1]).map(([moment, count]) => `${moment} ${count}`).join(', ')
}
