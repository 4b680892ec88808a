/** A query of all columns; names are quoted already. */
export function selectTemplate(relation: string, columns: readonly string[]): string {
  return `SELECT ${columns.length === 0 ? '*' : columns.join(', ')}\nFROM ${relation}\nLIMIT 100;\n`
}

/** A statement to fill in: a parameter for each column, its type behind it. */
export function insertTemplate(relation: string, columns: readonly { name: string; type: string }[]): string {
  if (columns.length === 0) return `INSERT INTO ${relation} DEFAULT VALUES;\n`
  const values = columns.map(({ type }, index) => `  $${index + 1}${index < columns.length - 1 ? ',' : ''} -- ${type}`)
  return `INSERT INTO ${relation} (${columns.map(({ name }) => name).join(', ')})\nVALUES (\n${values.join('\n')}\n);\n`
}
