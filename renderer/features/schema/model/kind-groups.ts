/** Groups of the tree, in its order; a group holds the kinds that a reader looks for in one place. */
export const groupNames = ['tables', 'foreignTables', 'views', 'materializedViews', 'functions', 'procedures', 'aggregates', 'sequences', 'types', 'indexes', 'textSearch', 'operators', 'collations', 'statistics', 'extensions', 'eventTriggers', 'publications', 'subscriptions', 'foreignData', 'languages', 'casts', 'other'] as const
export type GroupName = (typeof groupNames)[number]

const groupOfKind: Readonly<Record<string, GroupName>> = {
  table: 'tables', 'foreign-table': 'foreignTables', view: 'views', 'materialized-view': 'materializedViews', function: 'functions', procedure: 'procedures', aggregate: 'aggregates', sequence: 'sequences',
  enum: 'types', composite: 'types', domain: 'types', range: 'types', index: 'indexes', statistics: 'statistics', collation: 'collations', operator: 'operators', 'operator-class': 'operators', 'operator-family': 'operators',
  'text-search-configuration': 'textSearch', 'text-search-dictionary': 'textSearch', 'text-search-parser': 'textSearch', 'text-search-template': 'textSearch',
  extension: 'extensions', 'event-trigger': 'eventTriggers', publication: 'publications', subscription: 'subscriptions', 'foreign-data-wrapper': 'foreignData', server: 'foreignData', 'user-mapping': 'foreignData', language: 'languages', cast: 'casts',
}

export function groupOf(kind: string): GroupName {
  return groupOfKind[kind] ?? 'other'
}

/** Sign of a group. */
export const groupKinds: Readonly<Record<GroupName, string>> = {
  tables: 'table', foreignTables: 'foreign-table', views: 'view', materializedViews: 'materialized-view', functions: 'function', procedures: 'procedure', aggregates: 'aggregate', sequences: 'sequence', types: 'composite', indexes: 'index',
  textSearch: 'text-search-configuration', operators: 'operator', collations: 'collation', statistics: 'statistics', extensions: 'extension', eventTriggers: 'event-trigger', publications: 'publication', subscriptions: 'subscription', foreignData: 'server',
  languages: 'language', casts: 'cast', other: 'other',
}

/** Parts that hang below an object, in their order. */
export const partNames = ['columns', 'indexes', 'constraints', 'triggers', 'policies', 'rules', 'partitions', 'statistics', 'other'] as const
export type PartName = (typeof partNames)[number]

const partOfKind: Readonly<Record<string, PartName>> = { index: 'indexes', constraint: 'constraints', 'domain-constraint': 'constraints', trigger: 'triggers', policy: 'policies', rule: 'rules', table: 'partitions', 'foreign-table': 'partitions', statistics: 'statistics' }

export function partOf(kind: string): PartName {
  return partOfKind[kind] ?? 'other'
}

export const partKinds: Readonly<Record<PartName, string>> = { columns: 'column', indexes: 'index', constraints: 'constraint', triggers: 'trigger', policies: 'policy', rules: 'rule', partitions: 'partition', statistics: 'statistics', other: 'other' }
