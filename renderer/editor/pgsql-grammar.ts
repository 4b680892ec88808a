import type { languages } from 'monaco-editor/editor'

const words = (text: string): string[] => text.trim().split(/\s+/)

/** Monaco's own list knows only the reserved words, and so leaves ALTER, ADD and TYPE plain. */
const keywords = words(`
  abort absolute access action add admin after aggregate all also alter always analyse analyze and any array as asc asensitive assertion assignment asymmetric at
  atomic attach attribute authorization backward before begin between binary body both breadth by cache call called cascade cascaded case cast catalog chain
  characteristics check checkpoint class close cluster coalesce collate collation column columns comment comments commit committed compression concurrently
  configuration conflict connection constraint constraints continue conversion copy cost create cross csv cube current current_catalog current_date current_role
  current_schema current_time current_timestamp current_user cursor cycle data database deallocate declare default defaults deferrable deferred definer delete
  delimiter delimiters depends desc detach dictionary disable discard distinct do document domain drop each else elsif enable encoding encrypted end enum escape
  event except exception exclude excluding exclusive execute exists explain expression extension external family fetch filter finalize first following for force
  foreign foreach forward freeze from full function functions generated global grant granted greatest group grouping groups handler having header hold identity if
  ilike immediate immutable implicit import in include including increment index indexes inherit inherits initially inner inout input insensitive insert instead
  intersect into invoker is isnull isolation join key label language large last lateral leading leakproof least left level like limit listen load local localtime
  localtimestamp location lock locked logged loop mapping match matched materialized maxvalue merge method minvalue mode move name names national natural new next no
  none normalize not nothing notify notnull nowait null nullif nulls object of off offset old on only operator option options or order ordinality others out outer
  over overlaps overlay overriding owned owner parallel parameter parser partial partition passing password perform placing plans policy position preceding prepare
  prepared preserve primary prior privileges procedural procedure procedures program publication quote raise range read reassign recheck recursive ref references
  referencing refresh reindex relative release rename repeatable replace replica reset restart restrict return returning returns revoke right role rollback rollup
  routine routines row rows rule savepoint schema schemas scroll search second security select sequence sequences serializable server session session_user set setof
  sets share show similar simple skip snapshot some sql stable standalone start statement statistics stdin stdout storage stored strict subscription substring
  support symmetric sysid system table tables tablesample tablespace temp template temporary then ties to trailing transaction transform treat trigger trim truncate
  trusted type types unbounded uncommitted unencrypted union unique unknown unlisten unlogged until update user using vacuum valid validate validator value values
  variadic verbose version view views volatile when where while window with within without work wrapper write yield zone false true`)

const typeNames = words(`
  bigint bigserial bit bool boolean box bytea char character cidr circle citext date daterange decimal double float float4 float8 hstore inet int int2 int4 int8
  int4range int8range integer interval json jsonb jsonpath line lseg macaddr macaddr8 money name numeric numrange oid path point polygon precision real record
  regclass regconfig regproc regrole regtype serial serial4 serial8 smallint smallserial text time timestamp timestamptz timetz tsquery tsrange tstzrange tsvector
  uuid varchar varying void xml`)

/** PostgreSQL's lexical rules (manual, section 4.1): dollar quotes, nested comments, E'' and U&'' strings. Bodies in dollar quotes are coloured as code. */
export const pgsqlGrammar: languages.IMonarchLanguage = {
  defaultToken: '',
  tokenPostfix: '.sql',
  ignoreCase: true,
  keywords,
  typeNames,
  tokenizer: {
    root: [
      [/^\s*\\[a-z!?][^\n]*/, 'metacommand'],
      { include: '@code' },
    ],
    code: [
      [/--.*$/, 'comment'],
      [/\/\*/, 'comment', '@comment'],
      [/\s+/, 'white'],
      [/\$([a-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/, { token: 'string.tag', next: '@dollar.$1' }],
      [/\$\d+/, 'variable'],
      [/e'/, 'string', '@escapeString'],
      [/(?:u&|[bxn])?'/, 'string', '@string'],
      [/(?:u&)?"/, 'identifier.quote', '@quoted'],
      [/(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:e[+-]?\d+)?/, 'number'],
      [/::/, 'operator'],
      [/[a-z_\u0080-\uffff][\w$\u0080-\uffff]*/, { cases: { '@typeNames': 'type', '@keywords': 'keyword', '@default': 'identifier' } }],
      [/[()[\]]/, '@brackets'],
      [/[;,.:]/, 'delimiter'],
      [/[<>=!%&+\-*/|~^@#?`]+?/, 'operator'],
    ],
    comment: [
      [/\/\*/, 'comment', '@push'],
      [/\*\//, 'comment', '@pop'],
      [/[^/*]+/, 'comment'],
      [/./, 'comment'],
    ],
    string: [
      [/[^']+/, 'string'],
      [/''/, 'string'],
      [/'/, 'string', '@pop'],
    ],
    escapeString: [
      [/[^'\\]+/, 'string'],
      [/\\./, 'string.escape'],
      [/''/, 'string'],
      [/'/, 'string', '@pop'],
    ],
    quoted: [
      [/[^"]+/, 'identifier'],
      [/""/, 'identifier'],
      [/"/, 'identifier.quote', '@pop'],
    ],
    dollar: [
      [/\$([a-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/, { cases: { '$1==$S2': { token: 'string.tag', next: '@pop' }, '@default': 'string' } }],
      { include: '@code' },
    ],
  },
  brackets: [
    { open: '(', close: ')', token: 'delimiter.parenthesis' },
    { open: '[', close: ']', token: 'delimiter.square' },
  ],
}

export const pgsqlConfiguration: languages.LanguageConfiguration = {
  comments: { lineComment: '--', blockComment: ['/*', '*/'] },
  brackets: [
    ['(', ')'],
    ['[', ']'],
  ],
}
