import { expect, test } from 'vitest'
import { ruleBlocks } from './rule-blocks.ts'

test('a rule is told by its danger, its way out and its examples', () => {
  const page = '# alter-type\n\nS108 · error · [all rules](README.md)\n\nA column changes.\n\n## Danger\n\nSee `orders`\nand [more](x.md).\n\n```sql\nALTER TABLE a;\n\nDROP TABLE b;\n```\n\n## What they did\n\n<!-- traced -->\n| a | b |\n\n## Waiving\n\nWrite it.\n'
  expect(ruleBlocks(page)).toEqual([
    { type: 'text', text: 'A column changes.' }, { type: 'heading', text: 'Danger' }, { type: 'text', text: 'See `orders` and more.' }, { type: 'code', text: 'ALTER TABLE a;\n\nDROP TABLE b;' }, { type: 'heading', text: 'Waiving' },
    { type: 'text', text: 'Write it.' },
  ])
})
