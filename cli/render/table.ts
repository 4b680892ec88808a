import Table from 'cli-table3'
import type { Look } from './look.ts'

const noLines = {
  top: '', 'top-mid': '', 'top-left': '', 'top-right': '', bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '',
  left: '', 'left-mid': '', mid: '', 'mid-mid': '', right: '', 'right-mid': '', middle: '',
}

export interface Column {
  title: string
  align?: 'left' | 'right'
}

/** Columns in line, without borders: as easy to read as to cut and grep. */
export function table(columns: readonly (Column | string)[], rows: readonly (readonly string[])[], { paint }: Look): string {
  const asked = columns.map((column) => (typeof column === 'string' ? { title: column } : column))
  const grid = new Table({
    chars: noLines,
    style: { 'padding-left': 0, 'padding-right': 2, head: [], border: [], compact: true },
    head: asked.map(({ title }) => paint.bold(title)),
    colAligns: asked.map(({ align = 'left' }) => align),
  })
  grid.push(...rows.map((row) => [...row]))
  return grid.toString().replace(/[ \t]+$/gm, '')
}
