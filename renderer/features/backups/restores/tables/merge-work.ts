import type { TableDifference } from '#shared/contract/restored-tables.ts'

/** What is to be written beside rows that are missing, and how. */
export interface MergeTicks {
  overwrite: boolean
  deleteExtra: boolean
  fireTriggers: boolean
  withoutSafetyBackup: boolean
}

export const nothingTicked: MergeTicks = { overwrite: false, deleteExtra: false, fireTriggers: false, withoutSafetyBackup: false }

/** Rows that merging writes or deletes as ticked, in the tables that can be merged; `any`: some could be, were more ticked. */
export function mergeWork(differences: readonly TableDifference[], { overwrite, deleteExtra }: MergeTicks): { tables: string[]; total: number; any: boolean } {
  const able = differences.filter(({ problem }) => problem === null)
  const rows = ({ missing, changed, extra }: TableDifference) => missing + (overwrite ? changed : 0) + (deleteExtra ? extra : 0)
  const touched = able.filter((table) => rows(table) > 0)
  return {
    tables: touched.map(({ schema, name }) => `${schema}.${name}`),
    total: touched.reduce((sum, table) => sum + rows(table), 0),
    any: able.some(({ missing, changed, extra }) => missing + changed + extra > 0),
  }
}

/** Over the tables that can be merged. */
export function sumOf(differences: readonly TableDifference[], what: 'missing' | 'changed' | 'extra'): number {
  return differences.reduce((sum, table) => sum + (table.problem === null ? table[what] : 0), 0)
}
