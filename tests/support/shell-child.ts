/** Runs the command lines of the file at argv[2] one after the other in one process, as a runner does in many, and says how each ended. */
import { readFileSync } from 'node:fs'
import { main } from '../../cli/main.ts'
import { paint } from '../../cli/render/look.ts'

export interface ShellRun {
  argv: string[]
  variables: Record<string, string>
}

export interface ShellEnd {
  code: number
  stdout: string
  stderr: string
}

const ends: ShellEnd[] = []
for (const { argv, variables } of JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as ShellRun[]) {
  const end: ShellEnd = { code: 0, stdout: '', stderr: '' }
  const look = { paint: paint(false), width: 100 }
  const before = { ...process.env }
  Object.assign(process.env, variables)
  end.code = await main(argv, { out: (text) => (end.stdout += text), err: (text) => (end.stderr += text), look, errLook: look, live: false })
  for (const name of Object.keys(variables)) if (!(name in before)) delete process.env[name]
  ends.push(end)
}
process.stdout.write(JSON.stringify(ends), () => process.exit(0))
