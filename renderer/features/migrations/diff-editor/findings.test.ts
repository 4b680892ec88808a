import { expect, test } from 'vitest'
import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import { marksOf, nextFinding, placeFindings, waiverEdit } from './findings.ts'

const text = 'DROP TABLE a;\nDROP TABLE b;\n'
const finding = (line: number, more: Partial<Diagnostic> = {}): Diagnostic => ({ code: 'drop-table', rule: 'S201', severity: 'error', message: 'Gone.', where: { file: 'V1__a.sql', line, column: 1 }, ...more })

test('a finding moves along with its statement, its cure too', () => {
  const fix = { title: 'Keep it', edits: [{ start: 14, end: 26, text: '' }], newFiles: [], verified: true }
  const [placed] = placeFindings([finding(2, { fix })], text, `-- why\n${text}`)
  expect(placed?.place).toEqual({ start: 21, end: 25 })
  expect(placed?.fix?.edits).toEqual([{ start: 21, end: 33, text: '' }])
})

test('where the place was edited neither stands', () => {
  const fix = { title: 'Keep it', edits: [{ start: 14, end: 26, text: '' }], newFiles: [], verified: true }
  const [placed] = placeFindings([finding(2, { fix })], text, text.replace('DROP TABLE b', 'TRUNCATE b'))
  expect(placed).toMatchObject({ place: undefined, fix: undefined })
  expect(marksOf(placed ? [placed] : [])).toEqual([])
})

test('a text that is not known any more places nothing', () => {
  expect(placeFindings([finding(1)], undefined, text)[0]?.place).toBeUndefined()
})

test('the next finding is the one after the cursor, and around the end the first', () => {
  const placed = placeFindings([finding(2), finding(1)], text, text)
  expect(nextFinding(placed, 0, 1)?.place?.start).toBe(14)
  expect(nextFinding(placed, 14, 1)?.place?.start).toBe(0)
  expect(nextFinding(placed, 14, -1)?.place?.start).toBe(0)
})

test('a waiver stands on the line before the statement, its reason in one line', () => {
  expect(waiverEdit(text, 14, 'S201', ' empty \n for years ')).toEqual({ start: 14, end: 14, text: '-- strata:allow S201: empty for years\n' })
})
