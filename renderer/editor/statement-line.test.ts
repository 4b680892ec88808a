import { expect, test } from 'vitest'
import { mergeByLine, type StatementLine } from './statement-line.ts'

const line = (values: Partial<StatementLine>): StatementLine => ({ line: 1, tone: 'plain', title: '1 SELECT', facts: [], ...values })

test('lines are ordered as the text is', () => {
  expect(mergeByLine([line({ line: 9 }), line({ line: 2 })]).map((each) => each.line)).toEqual([2, 9])
})

test('two statements of one line share one line above it, and the worse tone is shown', () => {
  const [merged, ...rest] = mergeByLine([line({ tone: 'done', facts: ['3 rows'] }), line({ title: '2 DELETE', tone: 'failed', facts: ['0 ms'] })])
  expect(rest).toEqual([])
  expect(merged).toEqual({ line: 1, tone: 'failed', title: '1 SELECT', facts: ['3 rows', '2 DELETE 0 ms'] })
})
