import type { Fact } from '../../schema/fact.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import { optionText, optionsIn, ownName } from '../table/names.ts'

const indexed = new Set<unknown>(['primary key', 'unique', 'exclusion'])

/** The constraint has an index, of the same name. */
export const hasIndex = (constraint: Fact) => indexed.has(constraint.data['type'])

/** `EXCLUDE (...) WHERE (...)` takes WITH and TABLESPACE before WHERE, in which no other clause of the kind can stand. */
function withIndexParameters(constraint: Fact): string {
  const { definition, options, tablespace } = constraint.data
  const text = String(definition)
  const parameters = `${options === undefined ? '' : ` WITH (${optionText(optionsIn(options))})`}${tablespace === undefined ? '' : ` USING INDEX TABLESPACE ${quoteIdentifier(String(tablespace))}`}`
  const where = constraint.data['type'] === 'exclusion' ? text.indexOf(' WHERE (') : -1
  return where < 0 ? text + parameters : text.slice(0, where) + parameters + text.slice(where)
}

/** `CONSTRAINT name CHECK (...) ...` as CREATE TABLE and ADD take it. */
export function constraintText(constraint: Fact): string {
  const { deferrable, notValid, notEnforced } = constraint.data
  return [
    `CONSTRAINT ${ownName(constraint)} ${withIndexParameters(constraint)}`,
    ...(deferrable === undefined ? [] : [deferrable === 'initially deferred' ? 'DEFERRABLE INITIALLY DEFERRED' : 'DEFERRABLE']),
    ...(notEnforced === true ? ['NOT ENFORCED'] : []),
    ...(notValid === true ? ['NOT VALID'] : []),
  ].join(' ')
}
