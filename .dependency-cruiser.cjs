/** Who may import whom. Directions stand in CONTRIBUTING.md; the guard test runs these rules. */
const node = { dependencyTypes: ['core'] }
const rule = (name, from, to, comment) => ({ name, severity: 'error', comment, from, to })

module.exports = {
  forbidden: [
    rule('no-cycles', {}, { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } }, 'A cycle cannot be read from either end.'),
    rule('shared-is-pure', { path: '^shared', pathNot: '\\.test\\.ts$' }, { path: '^(engine|electron|server|cli|renderer|tests|scripts)' }, 'shared imports nothing of the hosts.'),
    rule('shared-no-node', { path: '^shared', pathNot: '\\.test\\.ts$' }, node, 'shared runs in a browser too.'),
    rule('shared-packages', { path: '^shared', pathNot: '\\.test\\.ts$' }, { path: 'node_modules', pathNot: 'node_modules/(zod|@casl/ability|@orpc/contract|@orpc/client|libpg-query|@pgsql/types)/' }, 'shared uses zod, the contract library, the rules of access and the grammar.'),
    rule('grammar-in-sql', { path: '^shared', pathNot: '^shared/sql/' }, { path: 'node_modules/libpg-query' }, 'The grammar is reached through shared/sql.'),
    rule('engine-is-hostless', { path: '^engine', pathNot: '\\.test\\.ts$' }, { path: '^(electron|server|cli|renderer|tests|scripts)' }, 'The engine knows nothing of hosts.'),
    rule('engine-no-electron', { path: '^(engine|shared|server|cli)' }, { path: 'node_modules/electron/' }, 'Only electron/ imports Electron.'),
    rule('hosts-apart', { path: '^(server|cli)' }, { path: '^(electron|renderer)' }, 'A host does not import another.'),
    rule('preload-alone', { path: '^electron/preload' }, { path: '^(shared|engine|server|cli|renderer|electron/main)' }, 'The preload imports nothing but electron.'),
    rule('renderer-is-a-browser', { path: '^renderer', pathNot: '\\.test\\.tsx?$|vite\\.config' }, { path: '^(engine|electron|server|cli|tests|scripts)' }, 'The renderer gets a client and does not know its host.'),
    rule('renderer-no-node', { path: '^renderer', pathNot: '\\.test\\.tsx?$|vite\\.config' }, node, 'The renderer is a web page.'),
    rule('renderer-no-pg', { path: '^renderer' }, { path: 'node_modules/(pg|better-sqlite3)/' }, 'No database driver in a page.'),
    rule('features-apart', { path: '^renderer/features/([^/]+)/' }, { path: '^renderer/features/', pathNot: '^renderer/features/$1/' }, 'No feature imports another.'),
    rule(
      'orpc-in-adapters',
      { path: '^(engine|electron|server|cli|renderer)', pathNot: '^(engine/operations/dispatch\\.ts|electron/main/contract-port\\.ts|server/contract-http\\.ts|cli/contract-client\\.ts|renderer/client/connect\\.ts)$|\\.test\\.ts$' },
      { path: 'node_modules/@orpc/' },
      'One adapter file per host imports the contract library.',
    ),
  ],
  options: { doNotFollow: { path: 'node_modules' }, tsPreCompilationDeps: true, tsConfig: { fileName: 'tsconfig.base.json' }, enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json'], conditionNames: ['import', 'node', 'default'] } },
}
