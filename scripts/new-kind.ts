/** `npm run new-kind conversion`: the folder of a new kind of database object, its line in the registry and a first case of the corpus. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')

const camel = (name: string) => name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())

const files: Readonly<Record<string, (name: string) => string>> = {
  'catalog.sql.ts': (name) => `import { factId } from '../../schema/fact.ts'
import type { CatalogQuery } from '../../schema/kind.ts'

export const ${camel(name)}Catalog: CatalogQuery = {
  catalog: 'pg_${name.replaceAll('-', '_')}',
  sql: () => \`
    SELECT o.oid, n.nspname AS schema, o.name
    FROM pg_catalog.pg_${name.replaceAll('-', '_')} o JOIN pg_catalog.pg_namespace n ON n.oid = o.namespace
    WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND ($1::text[] IS NULL OR n.nspname = ANY ($1))\`,
  facts: ({ schema, name }) => [{ id: factId('${name}', [String(schema), String(name)]), kind: '${name}', path: [String(schema), String(name)], parent: null, data: {} }],
}
`,
  'ddl.ts': (name) => `import type { Fact } from '../../schema/fact.ts'
import type { ActionDraft } from '../../schema/kind.ts'
import { qualified } from '../../sql/quote.ts'

const nameOf = ({ path: [schema = '', name = ''] }: Fact) => qualified(schema, name)

export function create(fact: Fact): readonly ActionDraft[] {
  return [{ sql: \`CREATE ${name.replaceAll('-', ' ').toUpperCase()} \${nameOf(fact)}\` }]
}

export function drop(fact: Fact): readonly ActionDraft[] {
  return [{ sql: \`DROP ${name.replaceAll('-', ' ').toUpperCase()} \${nameOf(fact)}\` }]
}
`,
  'index.ts': (name) => `import type { Kind } from '../../schema/kind.ts'
import { ${camel(name)}Catalog } from './catalog.sql.ts'
import { create, drop } from './ddl.ts'

export const ${camel(name)}: Kind = {
  name: '${name}',
  label: ['${name.replaceAll('-', ' ')}', '${name.replaceAll('-', ' ')}s'],
  icon: '${name}',
  order: 50,
  catalog: [${camel(name)}Catalog],
  create,
  drop,
}
`,
}

/** The registry with one line more. */
export function register(registry: string, name: string): string {
  const line = `import { ${camel(name)} } from './${name}/index.ts'`
  const imports = registry.split('\n').filter((each) => each.startsWith('import {') && each.includes("/index.ts'"))
  const last = imports.at(-1) ?? ''
  return registry.replace(last, `${last}\n${line}`).replace(/(const all: readonly Kind\[\] = \[[^\]]*?),?(\s*\])/, `$1, ${camel(name)}$2`)
}

function main(name: string | undefined): number {
  if (!name || !/^[a-z]+(-[a-z]+)*$/.test(name)) {
    console.error('Say the name of the kind in kebab-case: npm run new-kind conversion')
    return 2
  }
  const folder = join(root, 'shared/kinds', name)
  if (existsSync(folder)) {
    console.error(`shared/kinds/${name} exists already.`)
    return 2
  }
  mkdirSync(folder)
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text(name))
  const registry = join(root, 'shared/kinds/index.ts')
  writeFileSync(registry, register(readFileSync(registry, 'utf8'), name))
  const corpus = join(root, 'tests/corpus', `${name}--first`)
  mkdirSync(corpus, { recursive: true })
  for (const side of ['a.sql', 'b.sql']) writeFileSync(join(corpus, side), '')
  console.log(`shared/kinds/${name}/ and tests/corpus/${name}--first/ are made. Next: the catalog query, the DDL, and STRATA_CASES=${name} npm run test:corpus`)
  return 0
}

if (process.argv[1] === import.meta.filename) process.exit(main(process.argv[2]))
