import { nodeAs } from '../sql/parse-tree.ts'
import type { LintFile, LintStatement } from './rule.ts'

export interface Setting {
  name: string
  /** The first value; undefined: reset or DEFAULT. */
  value: string | undefined
  local: boolean
  reset: boolean
}

/** What a SET, RESET or a call of set_config() as a statement sets; `all` of RESET ALL. */
export function settingOf({ node }: Pick<LintStatement, 'node'>): Setting | undefined {
  const set = nodeAs(node, 'VariableSetStmt')
  if (!set) return configCall(node)
  const reset = set.kind === 'VAR_RESET' || set.kind === 'VAR_RESET_ALL' || set.kind === 'VAR_SET_DEFAULT'
  const first = nodeAs(set.args?.[0], 'A_Const')
  const value = first?.sval?.sval ?? first?.fval?.fval ?? (first?.ival ? String(first.ival.ival ?? 0) : undefined)
  return { name: (set.kind === 'VAR_RESET_ALL' ? 'all' : (set.name ?? '')).toLowerCase(), value: reset ? undefined : value, local: set.is_local === true, reset }
}

function configCall(node: LintStatement['node']): Setting | undefined {
  const target = nodeAs(nodeAs(node, 'SelectStmt')?.targetList?.[0], 'ResTarget')
  const call = nodeAs(target?.val, 'FuncCall')
  if (nodeAs(call?.funcname?.at(-1), 'String')?.sval !== 'set_config') return undefined
  const [name, value, local] = (call?.args ?? []).map((arg) => nodeAs(arg, 'A_Const'))
  return name?.sval?.sval === undefined ? undefined : { name: name.sval.sval.toLowerCase(), value: value?.sval?.sval, local: local?.boolval?.boolval === true, reset: false }
}

const known = new WeakMap<LintFile, (Setting & { number: number })[]>()

/** What the statements of a file set, in their order. */
export function settingsIn(file: LintFile): readonly (Setting & { number: number })[] {
  const found = known.get(file)
  if (found) return found
  const settings = file.statements.flatMap((statement) => {
    const setting = settingOf(statement)
    return setting ? [{ ...setting, number: statement.number }] : []
  })
  known.set(file, settings)
  return settings
}

/** What was set last before a statement of the file; undefined: nothing, or it was reset. */
export function valueBefore(name: string, file: LintFile, { number }: LintStatement): string | undefined {
  return settingsIn(file).findLast((setting) => setting.name === name && setting.number < number)?.value
}

/** Whether a timeout is set to more than nothing before a statement of the file. */
export function isTimeoutSet(name: 'lock_timeout' | 'statement_timeout', file: LintFile, before: LintStatement): boolean {
  const value = valueBefore(name, file, before)
  return value !== undefined && Number.parseFloat(value) > 0
}
