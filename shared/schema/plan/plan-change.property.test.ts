import fc from 'fast-check'
import { expect, test } from 'vitest'
import { comment, simulate, toyKinds, toySnapshot, type Toy } from '../../../tests/support/toy-schema.ts'
import { choose } from '../choose.ts'
import { diffSnapshots } from '../diff.ts'
import { planChange } from './plan-change.ts'

/** Each number makes one object out of those before it; a changed number changes what it uses or says. */
function grow(numbers: readonly (number | null)[]): Toy[] {
  const toys: Toy[] = [{ id: 'schema:s' }]
  const usable = ['schema:s']
  for (const [at, number] of numbers.entries()) {
    if (number === null) continue
    const uses = ['schema:s', usable[number % usable.length] ?? 'schema:s'].filter((id) => !id.startsWith('index:') && !id.startsWith('constraint:'))
    const version = { version: number % 3 }
    const tables = toys.filter(({ id }) => id.startsWith('table:'))
    const table = tables[number % Math.max(1, tables.length)]
    const kind = at % 7
    if (kind === 0) toys.push({ id: `table:s.t${at}`, uses: ['schema:s'] })
    else if (kind === 1 && table) toys.push({ id: `column:${table.id.slice(6)}.c${at}`, parent: table.id, data: version })
    else if (kind === 2) toys.push({ id: `view:s.v${at}`, uses, data: { columns: number % 2, text: number } })
    else if (kind === 3) toys.push({ id: `function:s.f${at}`, uses, data: { returns: number % 2, text: number } })
    else if (kind === 4 && table) toys.push({ id: `index:s.i${at}`, parent: table.id, data: version })
    else if (kind === 5) toys.push(comment(usable[number % usable.length] ?? 'schema:s', `${at} ${number}`))
    else toys.push({ id: `enum:s.e${at}`, uses: ['schema:s'], data: version })
    const made = toys.at(-1)?.id ?? ''
    if (!made.includes('@') && !usable.includes(made)) usable.push(made)
  }
  return [...new Map(toys.map((toy) => [toy.id, toy])).values()]
}

const pair = fc.array(fc.record({ before: fc.option(fc.nat(40)), after: fc.option(fc.nat(40)), same: fc.boolean() }), { maxLength: 30 }).map((steps) => ({
  a: toySnapshot(grow(steps.map(({ before }) => before))),
  b: toySnapshot(grow(steps.map(({ before, after, same }) => (same ? before : after)))),
}))

test('every plan runs in a world that refuses what PostgreSQL refuses, and ends at the target', () => {
  fc.assert(
    fc.property(pair, ({ a, b }) => {
      expect(simulate(planChange(a, b, toyKinds).actions, a, b)).toEqual([])
    }),
    { numRuns: 400 },
  )
})

test('whatever is taken of the differences, the plan runs, and back again', () => {
  fc.assert(
    fc.property(pair, fc.infiniteStream(fc.boolean()), ({ a, b }, coin) => {
      const deltas = diffSnapshots(a, b)
      const take = new Set(deltas.map(({ id }) => id).filter(() => coin.next().value === true))
      const { target } = choose(a, b, deltas, { take }, toyKinds)
      expect(simulate(planChange(a, target, toyKinds).actions, a, target)).toEqual([])
      expect(simulate(planChange(target, a, toyKinds).actions, target, a)).toEqual([])
    }),
    { numRuns: 400 },
  )
})
