import type { TFunction } from 'i18next'
import type { Statement, StatementRun } from '#shared/contract/migrations.ts'
import type { StatementLine } from '../../editor/statement-line.ts'
import type { Format } from '../../i18n/format.ts'

interface Words {
  t: TFunction<'migrations'>
  format: Format
}

/** Before a run: number, command, and, where that is known, whether it stands in the transaction of its migration. */
export function planLines(statements: readonly Statement[], transactional: boolean | undefined, { t }: Words): StatementLine[] {
  const facts = transactional === undefined ? [] : [transactional ? t('line.inTransaction') : t('line.outside')]
  return statements.map(({ number, line, command }) => ({ line, tone: transactional === false ? 'careful' : 'plain', title: `${number} ${command}`, facts }))
}

/** After a run: what each statement did. Statements that were not reached keep their plain line. */
export function runLines(statements: readonly Statement[], runs: readonly StatementRun[], { t, format }: Words): StatementLine[] {
  return statements.map(({ number, line, command }) => {
    const run = runs.find((each) => each.number === number)
    if (!run) return { line, tone: 'plain', title: `${number} ${command}`, facts: [] }
    const rows = run.rows === null ? [] : [t('line.rows', { count: run.rows })]
    return {
      line, tone: run.outcome === 'done' ? 'done' : 'failed', title: `${number} ${command}`,
      facts: [...(run.outcome === 'done' ? [] : [t(`line.${run.outcome}`)]), ...rows, format.duration(run.ms)],
    }
  })
}
