/** A piece of a rule's page. */
export interface RuleBlock {
  type: 'heading' | 'text' | 'code'
  text: string
}

/** Headings, paragraphs and examples; tables of what was traced and the name of the rule stay in the file. */
export function ruleBlocks(markdown: string): RuleBlock[] {
  const told = markdown.replaceAll(/^## What they did[\s\S]*?(?=^## |$(?![\s\S]))/gm, '').replaceAll(/<!--[\s\S]*?-->/g, '')
  return told
    .split(/^(```[\s\S]*?^```)$/m)
    .flatMap((part): RuleBlock[] => (part.startsWith('```') ? [{ type: 'code', text: part.replace(/^```\w*\n/, '').replace(/\n?```$/, '') }] : part.split(/\n{2,}/).map((block) => plainBlock(block.trim()))))
    .filter(({ text }) => text !== '')
}

function plainBlock(block: string): RuleBlock {
  if (block.startsWith('# ') || block.startsWith('|') || /^S\d+ · /.test(block)) return { type: 'text', text: '' }
  const text = block.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll('\n', ' ')
  return text.startsWith('## ') ? { type: 'heading', text: text.slice(3) } : { type: 'text', text: text.replaceAll('**', '') }
}
