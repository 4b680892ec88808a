import type { Fact } from '../../schema/fact.ts'
import type { ActionDraft } from '../../schema/kind.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import { listIn } from '../fact-data.ts'

type Locks = ActionDraft['locks']

/** `ALTER <target> [NO] DEPENDS ON EXTENSION`, so that the extensions of `before` become those of `after`. PostgreSQL forgets them all when the object is replaced: then there is no `before`. */
export function dependOn(target: string, before: Fact | undefined, after: Fact, locks: Locks = []): readonly ActionDraft[] {
  const [was, is] = [before ? listIn(before, 'dependsOn') : [], listIn(after, 'dependsOn')]
  return [
    ...was.filter((name) => !is.includes(name)).map((name) => ({ sql: `ALTER ${target} NO DEPENDS ON EXTENSION ${quoteIdentifier(name)}`, locks })),
    ...is.filter((name) => !was.includes(name)).map((name) => ({ sql: `ALTER ${target} DEPENDS ON EXTENSION ${quoteIdentifier(name)}`, locks })),
  ]
}
