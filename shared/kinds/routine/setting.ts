import { quoteIdentifier, quoteLiteral } from '../../sql/quote.ts'

/** Settings whose value is a list of identifiers: pg_dump's variable_is_guc_list_quote. */
const lists = new Set([
  'local_preload_libraries',
  'search_path',
  'session_preload_libraries',
  'shared_preload_libraries',
  'temp_tablespaces',
  'unix_socket_directories',
])

/** `name TO value` of a SET clause, from what proconfig holds. A list is written element by element: quoted whole it would be one name. */
export function settingClause(name: string, value: string): string {
  const text = lists.has(name.toLowerCase()) ? identifiers(value).map(quoteLiteral).join(', ') : quoteLiteral(value)
  return `${quoteIdentifier(name)} TO ${text === '' ? "''" : text}`
}

/** Names of a list such as `pg_catalog, "My ""own"""`, unquoted. */
function identifiers(value: string): readonly string[] {
  return [...value.matchAll(/\s*(?:"((?:[^"]|"")*)"|([^,"\s][^,]*))\s*(?:,|$)/g)].map(([, quoted, bare]) =>
    quoted === undefined ? (bare ?? '').trim() : quoted.replaceAll('""', '"'),
  )
}
