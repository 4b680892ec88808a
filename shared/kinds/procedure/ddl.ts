import type { Fact } from '../../schema/fact.ts'
import type { ActionDraft, At, Stub } from '../../schema/kind.ts'
import { alterRoutine, createRoutine, dropRoutine, renameRoutine, stubRoutine } from '../routine/ddl.ts'

export const create = (fact: Fact): readonly ActionDraft[] => createRoutine('PROCEDURE', fact)

export const drop = (fact: Fact): readonly ActionDraft[] => dropRoutine('PROCEDURE', fact)

export const alter = (before: Fact, after: Fact): readonly ActionDraft[] | null => alterRoutine('PROCEDURE', before, after)

export const rename = (before: Fact, after: Fact): readonly ActionDraft[] => renameRoutine('PROCEDURE', before, after)

export const stub = (fact: Fact, at: At): Stub | null => stubRoutine('PROCEDURE', fact, at)
