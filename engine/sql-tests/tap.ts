/** One thing that a test file says: it holds, or not. */
export interface TestCase {
  name: string
  ok: boolean
  /** Why it was not tried (TAP's SKIP), or why a failure counts for nothing (TODO). */
  skipped?: string
  /** What was found instead; lines. */
  message?: string
}

const result = /^(not )?ok\b(?:\s+(\d+))?(?:\s*-)?\s*(.*)$/
const planned = /^1\.\.(\d+)(?:\s*#\s*skip\b\s*(.*))?/i
const directive = /(?:^|\s)#\s*(skip|todo)\b:?\s*(.*)$/i

/** Whether a row is a line of the Test Anything Protocol, as pgTAP's functions return it. */
export function isTap(text: string): boolean {
  return text.split('\n').some((line) => result.test(line) || planned.test(line))
}

/** Lines of TAP (version 12, as pgTAP writes it) as cases; a plan that was not kept is a case of its own. */
export function readTap(lines: readonly string[]): TestCase[] {
  const cases: TestCase[] = []
  let plan: number | undefined
  for (const line of lines) {
    const found = result.exec(line)
    const count = planned.exec(line)
    const last = cases.at(-1)
    if (found) cases.push(caseOf(found, cases.length + 1))
    else if (count) plan = Number(count[1])
    else if (/^\s*#/.test(line) && last && !last.ok) last.message = [last.message, line.replace(/^\s*#\s?/, '')].filter((one) => one !== undefined).join('\n')
    else if (line.startsWith('Bail out!')) cases.push({ name: 'goes on to its end', ok: false, message: line })
  }
  if (plan === undefined && cases.length > 0) return [...cases, { name: 'has a plan', ok: false, message: 'Neither plan() nor finish() said how many tests there are.' }]
  if (plan !== undefined && plan !== cases.length) return [...cases, { name: 'runs all that is planned', ok: false, message: `${plan} planned, ${cases.length} run.` }]
  return cases
}

function caseOf([, not, , rest = '']: RegExpExecArray, number: number): TestCase {
  const said = directive.exec(rest)
  const name = (said ? rest.slice(0, said.index) : rest).trim() || `test ${number}`
  if (!said) return { name, ok: not === undefined }
  return { name, ok: true, skipped: `${said[1]?.toLowerCase()}${said[2] ? `: ${said[2]}` : ''}` }
}
