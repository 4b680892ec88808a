import type { Fact } from '../../schema/fact.ts'
import type { ActionDraft, At, Kind } from '../../schema/kind.ts'
import { comment } from '../comment/index.ts'
import { owner } from '../owner/index.ts'
import { privilege } from '../privilege/index.ts'
import { securityLabel } from '../security-label/index.ts'

const satellites: ReadonlyMap<string, Kind> = new Map([owner, privilege, comment, securityLabel].map((kind) => [kind.name, kind]))

/** Owner, privileges, comments and labels of an object that is made anew under its old id. */
export function putBack(fact: Fact, at: At): ActionDraft[] {
  return [...satellites].flatMap(([name, kind]) => at.here.children(fact.id, name).flatMap((child) => kind.create(child, at)))
}
