import type { Fact } from '../../schema/fact.ts'
import type { ActionDraft } from '../../schema/kind.ts'
import { ownName, requiredText, textIn } from '../fact-data.ts'

function definition(verb: string, fact: Fact): string {
  const [inline, validator] = [textIn(fact, 'inline'), textIn(fact, 'validator')]
  const options = [`HANDLER ${requiredText(fact, 'handler')}`, inline && `INLINE ${inline}`, validator && `VALIDATOR ${validator}`].filter(Boolean)
  return `${verb} ${fact.data.trusted === true ? 'TRUSTED ' : ''}LANGUAGE ${ownName(fact)} ${options.join(' ')}`
}

export function create(fact: Fact): readonly ActionDraft[] {
  return [{ sql: definition('CREATE', fact) }]
}

export function drop(fact: Fact): readonly ActionDraft[] {
  return [{ sql: `DROP LANGUAGE ${ownName(fact)}` }]
}

export function alter(_before: Fact, after: Fact): readonly ActionDraft[] {
  return [{ sql: definition('CREATE OR REPLACE', after) }]
}

export function rename(before: Fact, after: Fact): readonly ActionDraft[] {
  return [{ sql: `ALTER LANGUAGE ${ownName(before)} RENAME TO ${ownName(after)}` }]
}
