import type { Fact } from '../../schema/fact.ts'
import { isList, textIn } from '../fact-data.ts'

/**
 * Whether CREATE OR REPLACE can turn one routine into the other. It must not change the result's type (of several OUT arguments: their
 * names and types), nor the name of an input argument that has one, nor take a default away (CREATE FUNCTION; pg_proc.c, ProcedureCreate).
 */
export function canReplace(before: Fact, after: Fact): boolean {
  if (textIn(before, 'returns') !== textIn(after, 'returns') || before.data.window !== after.data.window) return false
  if (JSON.stringify(before.info?.outputs) !== JSON.stringify(after.info?.outputs)) return false
  const [was, is] = [namesIn(before), namesIn(after)]
  if (was.some((name, at) => name !== '' && name !== (is[at] ?? ''))) return false
  return Number(before.info?.defaults ?? 0) <= Number(after.info?.defaults ?? 0)
}

function namesIn(fact: Fact): readonly string[] {
  return isList(fact.info?.inputNames) ? fact.info.inputNames.map(String) : []
}
