import type { Comparison, DiffDocument, Difference, Plan } from '#shared/contract/compare.ts'
import { kindOf } from '#shared/schema/fact.ts'
import { renderDiagnostics } from './diagnostics.ts'
import type { Look } from './look.ts'
import { count, time } from './values.ts'
import { fit } from './width.ts'

const marks = { added: '+', removed: '-', changed: '~' } as const

function mark(change: Difference['change'], { paint }: Look): string {
  const colour = { added: paint.green, removed: paint.red, changed: paint.yellow }[change]
  return colour(marks[change])
}

/** A tree of the differences by schema and object, what it adds up to, and what the plan would do. */
export function renderDiff({ comparison, plan, problem, ignored }: DiffDocument, look: Look): string {
  const left = ignored.length > 0 ? look.paint.dim(`Left out: differences of ${ignored.join(', ')}\n`) : ''
  const gaps = renderDiagnostics(comparison.gaps, look)
  const head = `${renderSide('A', comparison.a, look)}${renderSide('B', comparison.b, look)}`
  if (comparison.equal) return `${head}${gaps}\n${look.paint.green('They are equal.')}\n${left}`
  const tail = [summary(comparison), renames(comparison), left, problem ? `${look.paint.red('No plan:')} ${problem.message}\n` : plan ? planLines(plan.forward, look) : '']
  return `${head}${gaps}\n${tree(comparison.differences, look)}\n${tail.filter(Boolean).join('')}`
}

function renderSide(letter: string, { title, serverVersion, takenAt, facts }: Comparison['a'], { paint, timeZone }: Look): string {
  return `${paint.bold(letter)}  ${title}  ${paint.dim(`PostgreSQL ${serverVersion}, ${count(facts, 'fact')}, ${time(takenAt, timeZone)}`)}\n`
}

interface Branch {
  kind: string
  name: string
  own: Difference | undefined
  parts: Difference[]
}

function tree(differences: readonly Difference[], look: Look): string {
  const schemas = new Map<string, Map<string, Branch>>()
  for (const difference of differences) {
    const { under, ref, id } = difference
    const schema = ref.schema ?? ''
    const branches = schemas.get(schema) ?? new Map<string, Branch>()
    schemas.set(schema, branches)
    const branch = branches.get(under) ?? { kind: kindOf(under), name: nameIn(under, ref.schema), own: undefined, parts: [] }
    branches.set(under, branch)
    if (id === under) branch.own = difference
    else branch.parts.push(difference)
  }
  return [...schemas].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([schema, branches]) => `${look.paint.bold(schema === '' ? 'In no schema' : schema)}\n${[...branches.values()].toSorted(byName).map((branch) => branchLines(branch, look)).join('')}`).join('')
}

function byName(a: Branch, b: Branch): number {
  return `${a.kind} ${a.name}` < `${b.kind} ${b.name}` ? -1 : 1
}

/** Of `table:public.orders` in schema public, `orders`. */
function nameIn(id: string, schema: string | null): string {
  const name = id.slice(kindOf(id).length + 1)
  return schema !== null && name.startsWith(`${schema}.`) ? name.slice(schema.length + 1) : name
}

/** Parts of what is all new or all gone go without saying. */
function branchLines({ kind, name, own, parts }: Branch, look: Look): string {
  const whole = own !== undefined && own.change !== 'changed'
  const shown = parts.filter(({ change }) => !whole || change !== own.change)
  const line = `  ${own ? mark(own.change, look) : mark('changed', look)} ${kind} ${name}${whole && parts.length > shown.length ? look.paint.dim(` with ${count(parts.length - shown.length, 'part')}`) : ''}\n`
  return `${line}${own ? attributeLines(own, 6, look) : ''}${shown.map((part) => `      ${mark(part.change, look)} ${part.ref.kind} ${part.ref.name}\n${attributeLines(part, 10, look)}`).join('')}`
}

function attributeLines({ attributes }: Difference, by: number, look: Look): string {
  return attributes.map(({ name, before, after }) => `${' '.repeat(by)}${look.paint.dim(`${name}:`)} ${valueText(before, look)} ${look.paint.dim('->')} ${valueText(after, look)}\n`).join('')
}

function valueText(value: unknown, { width }: Look): string {
  if (value === null || value === undefined) return 'none'
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const lines = text.split('\n')
  return lines.length > 1 ? `(${count(lines.length, 'line')})` : fit(text, Math.max(20, Math.floor((width - 30) / 2)))
}

function summary({ differences }: Comparison): string {
  const number = (change: Difference['change']) => differences.filter((one) => one.change === change).length
  const noises = (['privilege', 'owner', 'comment', 'storage'] as const).flatMap((noise) => {
    const found = differences.filter((one) => one.noise === noise).length
    return found === 0 ? [] : [`${found} of ${noise}`]
  })
  const among = noises.length > 0 ? `; among them ${noises.join(', ')}` : ''
  return `${count(differences.length, 'difference')}: ${number('added')} added, ${number('removed')} removed, ${number('changed')} changed${among}\n`
}

function renames({ renames: found }: Comparison): string {
  return found.map(({ from, to, reason }) => `Is ${to} the renamed ${from}? ${reason}. The plan below renames nothing that is not confirmed.\n`).join('')
}

function planLines({ actions, hazards }: Plan, look: Look): string {
  const transactions = new Set(actions.map(({ transaction }) => transaction)).size
  return `${renderDiagnostics(hazards, look)}Plan: ${count(actions.length, 'statement')} in ${count(transactions, 'transaction')}; --sql prints it, --undo the way back.\n`
}
