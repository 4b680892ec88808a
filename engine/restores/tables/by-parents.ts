/** Tables after those that they point to, as far as that goes; in a circle they keep their order. */
export function byParents<T>(tables: readonly T[], nameOf: (table: T) => string, parentsOf: (table: T) => readonly string[]): T[] {
  const left = new Map(tables.map((table) => [nameOf(table), table]))
  const ordered: T[] = []
  while (left.size > 0) {
    const free = [...left].find(([, table]) => parentsOf(table).every((parent) => !left.has(parent))) ?? [...left][0]
    if (!free) break
    ordered.push(free[1])
    left.delete(free[0])
  }
  return ordered
}
