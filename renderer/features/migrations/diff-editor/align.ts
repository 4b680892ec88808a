import type { TracedStatement } from '#shared/contract/preview.ts'
import type { ScriptStatement } from '#shared/sql/split.ts'

/** A statement of the text as it is now, and the one that was traced in its place. */
export interface AlignedStatement {
  now: ScriptStatement
  traced: TracedStatement | undefined
  /** changed: another text stood there. new: none did. */
  state: 'same' | 'changed' | 'new'
}

const cut = 2_000
const essence = (text: string): string => text.replace(/;\s*$/, '').trimEnd().slice(0, cut)

/** Statements that were traced are found again by their text, in order; what stands between two of them was changed. */
export function align(now: readonly ScriptStatement[], traced: readonly TracedStatement[]): AlignedStatement[] {
  const pairs = matches(now.map(({ text }) => essence(text)), traced.map(({ text }) => essence(text)))
  const ends = [...pairs, [now.length, traced.length] as const]
  const aligned: AlignedStatement[] = []
  let [a, b] = [0, 0]
  for (const [toA, toB] of ends) {
    for (; a < toA; a += 1) {
      const statement = now[a]
      if (!statement) continue
      const before = b < toB ? traced[b] : undefined
      if (before) b += 1
      aligned.push({ now: statement, traced: before, state: before ? 'changed' : 'new' })
    }
    const statement = now[toA]
    if (statement) aligned.push({ now: statement, traced: traced[toB], state: 'same' })
    ;[a, b] = [toA + 1, toB + 1]
  }
  return aligned
}

/** Equal texts in both lists, rising in both: the first that fits is taken. */
function matches(a: readonly string[], b: readonly string[]): (readonly [number, number])[] {
  const found: (readonly [number, number])[] = []
  let from = 0
  for (const [index, text] of a.entries()) {
    const at = b.indexOf(text, from)
    if (at < 0) continue
    found.push([index, at])
    from = at + 1
  }
  return found
}
