/** Reads the schema of a database once and says how large it is and what it took. Usage: schema-runner URL [sessions] */
import pg from 'pg'
import { kinds } from '#shared/kinds/index.ts'
import { readSnapshot } from '#engine/schema/read-snapshot.ts'

const [url, sessions] = process.argv.slice(2)
const open = async () => {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  return client
}
let previous = performance.now()
const steps: string[] = []
const progress = process.env['STEPS'] === undefined ? undefined : ({ label }: { label: string }) => {
  const now = performance.now()
  steps.push(`${(now - previous).toFixed(0)} ms to ${label}`)
  previous = now
}
const snapshot = await readSnapshot(open, kinds, { ...(sessions !== undefined && { sessions: Number(sessions) }), progress })
for (const step of steps) console.error(step)
const counts: Record<string, number> = {}
for (const { kind } of snapshot.facts.values()) counts[kind] = (counts[kind] ?? 0) + 1
console.log(JSON.stringify({ counts, facts: snapshot.facts.size, edges: snapshot.edges.length, gaps: snapshot.head.gaps, peakKb: process.resourceUsage().maxRSS }))
