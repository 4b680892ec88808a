/** Does the work for each item, a few at a time, and gives the results in the order of the items. The first that throws ends it. */
export async function inTurn<T, R>(items: readonly T[], atATime: number, work: (item: T, index: number) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  const queue = items.entries()
  const lane = async () => {
    for (const [index, item] of queue) results[index] = await work(item, index)
  }
  await Promise.all(Array.from({ length: Math.min(atATime, items.length) }, lane))
  return results
}
