/**
 * Writes docs/rules/: a page for each rule with what its examples did on a throw-away server, and the table of all rules.
 * Usage: npm run rules [-- NAME ...]; with names, only the pages of these rules.
 */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { embeddedServer, installedServer, LocalServer, makeServerFolder, throwAwaySettings } from '#engine/postgres/local-server.ts'
import { reachableBinaries } from '#engine/sample/sample-binaries.ts'
import type { Rule } from '#shared/lint/rule.ts'
import { rules } from '#shared/lint/rules/index.ts'
import { indexPage, type RuleRow } from './rule-pages/index-page.ts'
import { pagesFolder, rulePage } from './rule-pages/page.ts'
import { runExample } from './rule-pages/run-example.ts'
import { tracedTable } from './rule-pages/traced-table.ts'
import { writeWords } from './rule-pages/words.ts'

const names = new Set(process.argv.slice(2))

const root = join(import.meta.dirname, '..')
const folder = mkdtempSync(join(tmpdir(), 'strata-rules-'))
makeServerFolder(folder)
const found = embeddedServer(root) ?? installedServer(15)
if (!found) throw new Error('There is no PostgreSQL here: npm install brings one')
const server = await LocalServer.start({ folder, binaries: reachableBinaries(found, folder), settings: throwAwaySettings })
process.once('exit', () => server.killNow())
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))
try {
  await writePages(server.url())
} finally {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
}

async function writePages(url: string): Promise<void> {
  mkdirSync(pagesFolder, { recursive: true })
  const version = await serverVersion(url)
  const rows: RuleRow[] = []
  for (const rule of rules) if (names.size === 0 || names.has(rule.name)) rows.push(await writePage(url, version, rule))
  if (names.size > 0) return
  writeFileSync(join(pagesFolder, 'README.md'), indexPage(rows, version))
  writeWords(rules)
  const known = new Set(['README.md', ...rules.map(({ name }) => `${name}.md`)])
  for (const page of readdirSync(pagesFolder)) if (!known.has(page)) rmSync(join(pagesFolder, page))
}

async function writePage(url: string, version: string, rule: Rule): Promise<RuleRow> {
  const bad = await runExample(url, rule, 'bad')
  const good = await runExample(url, rule, 'good')
  const [finding] = bad.findings.filter(({ code }) => code === rule.name)
  if (!finding) console.log(`${rule.name}: nothing is found in the bad example. ${bad.problem ?? ''}`)
  if (good.findings.some(({ code }) => code === rule.name)) console.log(`${rule.name}: the good example has a finding`)
  if (good.outcome !== 'ran') console.log(`${rule.name}: the good example does not run: ${good.problem ?? ''}`)
  writeFileSync(join(pagesFolder, `${rule.name}.md`), rulePage(rule, tracedTable(version, rule, bad, good)))
  return { rule, basis: finding?.basis ?? 'text', fix: finding?.fix !== undefined }
}

async function serverVersion(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ server_version: string }>('SHOW server_version')
    return rows[0]?.server_version ?? ''
  } finally {
    await client.end()
  }
}
