import type { Fact } from '../../schema/fact.ts'
import type { LintContext, LintStatement, Rule } from '../rule.ts'
import { alterCommands } from '../support/definitions.ts'
import { finding, listed } from '../support/finding.ts'
import { mentions, withoutComments } from '../support/mentions.ts'
import { isNew, nameOf, relationOf, type Name } from '../support/relation.ts'
import { names, nodeAs } from '../support/tree.ts'

export const untrackedDependency: Rule = {
  id: 'S305',
  name: 'untracked-dependency',
  severity: 'warning',
  summary: 'The body of a function speaks of what is dropped or renamed.',
  danger: 'PostgreSQL keeps bodies of functions as text and does not look into them: the migration succeeds, and the function fails when it is called next.',
  safe: 'Change the functions in the same migration with CREATE OR REPLACE, or drop them.',
  examples: {
    setup: 'CREATE TABLE rates (id bigint PRIMARY KEY, rate numeric);\nCREATE FUNCTION current_rate() RETURNS numeric LANGUAGE plpgsql AS $$ BEGIN RETURN (SELECT rate FROM rates ORDER BY id DESC LIMIT 1); END $$;',
    bad: 'ALTER TABLE rates RENAME COLUMN rate TO percent;',
    good: 'ALTER TABLE rates RENAME COLUMN rate TO percent;\nCREATE OR REPLACE FUNCTION current_rate() RETURNS numeric LANGUAGE plpgsql AS $$ BEGIN RETURN (SELECT percent FROM rates ORDER BY id DESC LIMIT 1); END $$;',
  },
  statement(statement, context) {
    if (!context.before) return []
    return goneBy(statement, context).flatMap((gone) => {
      if (isNew(gone.name, context)) return []
      const users = bodies(context).filter(({ code, fact }) => speaksOf(code, gone) && !(fact.path[0] === gone.name.schema && fact.path[1] === gone.name.name))
      if (users.length === 0) return []
      const what = gone.column === undefined ? gone.name.text : `column ${gone.column} of ${gone.name.text}`
      return finding({
        message: `${listed(users.map(({ fact }) => `${fact.kind} ${fact.id.slice(fact.kind.length + 1)}`))} ${users.length === 1 ? 'speaks' : 'speak'} of ${what}, which is no longer there under that name.`,
        subject: gone.name.text,
        basis: context.after ? 'trace' : undefined,
      })
    })
  },
}

interface Gone {
  name: Name
  column?: string
}

const dropped = new Set(['OBJECT_TABLE', 'OBJECT_VIEW', 'OBJECT_MATVIEW', 'OBJECT_SEQUENCE', 'OBJECT_FOREIGN_TABLE', 'OBJECT_FUNCTION', 'OBJECT_PROCEDURE'])
const relations = new Set(['OBJECT_TABLE', 'OBJECT_VIEW', 'OBJECT_MATVIEW', 'OBJECT_FOREIGN_TABLE'])

/** What a statement takes away or gives another name; what a later statement makes again under the old name is not gone. */
function goneBy(statement: LintStatement, context: LintContext): Gone[] {
  const drop = nodeAs(statement.node, 'DropStmt')
  const rename = nodeAs(statement.node, 'RenameStmt')
  const move = nodeAs(statement.node, 'AlterObjectSchemaStmt')
  if (drop && dropped.has(drop.removeType ?? '')) return (drop.objects ?? []).map((object) => ({ name: nameOf(names(object), context) })).filter(({ name }) => isGone(name, context))
  if (rename?.relation && rename.renameType === 'OBJECT_COLUMN') return columnsGone([{ name: relationOf(rename.relation, context), column: rename.subname ?? '' }], context)
  if (rename?.relation && relations.has(rename.renameType ?? '')) return [{ name: relationOf(rename.relation, context) }].filter(({ name }) => isGone(name, context))
  if (move?.relation && relations.has(move.objectType ?? '')) return [{ name: relationOf(move.relation, context) }].filter(({ name }) => isGone(name, context))
  const columns = alterCommands(statement, context).flatMap(({ table, command, kind }) => (kind === 'AT_DropColumn' ? [{ name: table, column: command.name ?? '' }] : []))
  return columnsGone(columns, context)
}

const kinds = ['table', 'view', 'materialized-view', 'foreign-table', 'sequence']

function isGone({ text }: Name, { after }: LintContext): boolean {
  if (!after) return true
  return !kinds.some((kind) => after.has(`${kind}:${text}`)) && ![...after.facts.keys()].some((id) => id.startsWith(`function:${text}(`) || id.startsWith(`procedure:${text}(`))
}

const columnsGone = (columns: readonly Required<Gone>[], { after }: LintContext) => columns.filter(({ name, column }) => !after || !after.children(`table:${name.text}`, 'column').some(({ path }) => path.at(-1) === column))

/** Bodies that PostgreSQL keeps as text, as they are after the batch. */
function bodies({ before, after }: LintContext): { fact: Fact; code: string }[] {
  return [...((after ?? before)?.facts.values() ?? [])].flatMap((fact) => {
    const { source, language } = fact.data
    return (fact.kind === 'function' || fact.kind === 'procedure') && typeof source === 'string' && language !== 'c' && language !== 'internal' ? [{ fact, code: withoutComments(source) }] : []
  })
}

function speaksOf(code: string, { name, column }: Gone): boolean {
  return mentions(code, name) && (column === undefined || mentions(code, { name: column }))
}
