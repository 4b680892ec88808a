import type { PlannedAction } from '../contract/compare.ts'

/** Statements that one transaction runs, or one that runs in none. */
export interface ActionGroup {
  readonly transactional: boolean
  readonly actions: readonly PlannedAction[]
}

const bodiesUnchecked = 'check_function_bodies = off'

/** What every statement of a plan relies on: names are qualified, bodies of functions are not looked into before all is there. */
export const planSettings: readonly string[] = [bodiesUnchecked, "search_path = ''"]

/** The actions by transaction, in order. */
export function groupByTransaction(actions: readonly PlannedAction[]): ActionGroup[] {
  const groups: { transactional: boolean; actions: PlannedAction[]; number: number }[] = []
  for (const action of actions) {
    const last = groups.at(-1)
    if (last?.number === action.transaction) last.actions.push(action)
    else groups.push({ transactional: action.transactional, actions: [action], number: action.transaction })
  }
  return groups
}

/** The plan as one script for psql or any other client: a transaction for each group, settings as they were afterwards. Empty for an empty plan. */
export function planText(actions: readonly PlannedAction[]): string {
  return groupByTransaction(actions)
    .map((group) => (group.transactional ? transactionText(group) : aloneText(group)))
    .join('\n')
}

/** The statements alone, each ended by a semicolon. */
export function statementsText(actions: readonly PlannedAction[]): string {
  return actions.map((action) => `${statementText(action)}\n`).join('')
}

/**
 * The plan as migrations, each to be run as the runner does: a group in one transaction, or one statement in none. Bodies of functions
 * are not looked into before all is there; names are qualified, so that the search_path does not matter.
 */
export function splitForMigration(actions: readonly PlannedAction[]): { sql: string; transactional: boolean; actions: readonly PlannedAction[] }[] {
  return groupByTransaction(actions).map((group) => {
    const sql = statementsText(group.actions)
    return { ...group, sql: group.transactional ? `SET LOCAL ${bodiesUnchecked};\n\n${sql}` : sql }
  })
}

function transactionText({ actions }: ActionGroup): string {
  return ['BEGIN;', ...planSettings.map((setting) => `SET LOCAL ${setting};`), ...actions.map(statementText), 'COMMIT;', ''].join('\n')
}

function aloneText({ actions }: ActionGroup): string {
  const names = planSettings.map((setting) => setting.slice(0, setting.indexOf(' ')))
  return [...planSettings.map((setting) => `SET ${setting};`), ...actions.map(statementText), ...names.map((name) => `RESET ${name};`), ''].join('\n')
}

function statementText(action: PlannedAction): string {
  const notes = [
    ...(action.loses === null ? [] : [`Loses data: ${action.loses}`]),
    ...(action.rewrites.length > 0 ? [`Writes all rows anew: ${action.rewrites.join(', ')}`] : []),
    ...(action.transactional ? [] : [`Runs outside of a transaction: ${action.why}`]),
  ]
  return [...notes.map((note) => `-- ${note.replaceAll(/\s+/g, ' ')}`), `${action.sql};`].join('\n')
}
