import { expect, test } from 'vitest'
import type { Archive } from '#shared/contract/archives.ts'
import { renderArchives, renderExpired, renderPutBack } from './archives.ts'
import { paint } from './look.ts'

const look = { paint: paint(false), width: 200, timeZone: 'UTC' }

const archive: Archive = {
  table: 'v16__orders__total', relation: 'public.orders', columns: ['total'], kind: 'drop_column', script: 'V16__totals.sql', version: '16', at: '2026-05-01T10:00:00Z', by: 'app', rows: 1234, bytes: 65_536,
  expiresAt: '2026-07-30T10:00:00Z', problem: null,
}

test('archives are listed with what stands in the way of putting them back', () => {
  const text = renderArchives({ archives: [archive, { ...archive, table: 'by hand', kind: 'unknown', relation: '', columns: [], problem: 'Its comment does not say.' }], bytes: 131_072 }, look)
  expect(text).toMatch(/v16__orders__total +public\.orders \(total\) +drop column +1,234 .* can be put back/)
  expect(text).toMatch(/by hand .*Its comment does not say\./)
  expect(renderArchives({ archives: [], bytes: 0 }, look)).toBe('No data is kept here.\n')
})

test('what was put back is told in rows, and what was left', () => {
  const text = renderPutBack({ table: 'a', relation: 'public.t', inserted: 1, updated: 0, left: 2, notes: ['Careful.'] })
  expect(text).toContain('1 row inserted, 0 updated')
  expect(text).toContain('2 rows with other values stayed; --overwrite replaces them.')
  expect(text).toContain('Careful.')
  expect(renderExpired({ dropped: ['a'] })).toBe('1 expired archive:\n  a\n')
})
