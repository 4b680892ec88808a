import { ruleBlocks, type RuleBlock } from './rule-blocks.ts'

const pages = import.meta.glob<string>('../../../../docs/rules/*.md', { query: '?raw', import: 'default' })

/** The page of a rule from the documentation; undefined: there is none. */
export async function loadRule(name: string): Promise<RuleBlock[] | undefined> {
  const load = pages[`../../../../docs/rules/${name}.md`]
  return load && ruleBlocks(await load())
}
