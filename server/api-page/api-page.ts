import { typeText, type Schema } from './type-text.ts'
import { styles } from './styles.ts'

interface Parameter {
  name: string
  in: string
  required?: boolean
  schema?: Schema
  example?: unknown
  description?: string
}

interface Body {
  content?: Record<string, { schema?: Schema; example?: unknown }>
}

interface Operation {
  operationId?: string
  summary?: string
  tags?: string[]
  parameters?: Parameter[]
  requestBody?: Body
  responses?: Record<string, Body & { description?: string }>
}

interface Document {
  info: { title: string; version: string; description?: string }
  servers?: { url: string }[]
  /** By path, then by method; `servers` where a path has its own. */
  paths: Record<string, Record<string, unknown>>
}

interface Entry {
  method: string
  path: string
  operation: Operation
}

/** The whole API on one page that needs no script: areas, operations, what goes in, what comes out, and a command to try it. */
export function apiPage(document: Document): string {
  const areas = byArea(entries(document))
  const names = [...areas.keys()]
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${text(document.info.title)} API</title>
<style>${styles}</style>
<nav aria-label="Areas"><a class="home" href="#top">${text(document.info.title)} API</a>${names.map((name) => `<a href="#${text(name)}">${text(name)} <span>${areas.get(name)?.length}</span></a>`).join('')}</nav>
<main id="top">
<h1>${text(document.info.title)} API</h1>
<p>${text(document.info.description ?? '')}</p>
<p>The same as a document for programs: <a href="/api/v1/openapi.json">openapi.json</a> (OpenAPI 3.1). Send a token as <code>Authorization: Bearer ...</code>; errors have one shape: <code>{ code, message, help, ref }</code>.</p>
${names.map((name) => `<section id="${text(name)}"><h2>${text(name)}</h2>${(areas.get(name) ?? []).map(entryHtml).join('\n')}</section>`).join('\n')}
</main>
</html>
`
}

function entries({ paths, servers }: Document): Entry[] {
  return Object.entries(paths).flatMap(([path, methods]) => {
    const base = (methods['servers'] as { url?: string }[] | undefined)?.[0]?.url ?? servers?.[0]?.url ?? ''
    return Object.entries(methods).flatMap(([method, operation]) => (method === 'servers' ? [] : [{ method: method.toUpperCase(), path: `${base === '/' ? '' : base}${path}`, operation: operation as Operation }]))
  })
}

function byArea(all: readonly Entry[]): Map<string, Entry[]> {
  const areas = new Map<string, Entry[]>()
  for (const entry of all) {
    const name = entry.operation.tags?.[0] ?? 'other'
    areas.set(name, [...(areas.get(name) ?? []), entry])
  }
  return areas
}

function entryHtml(entry: Entry): string {
  const { method, path, operation } = entry
  const body = operation.requestBody?.content?.['application/json']
  return `<details id="${text(operation.operationId ?? path)}"><summary><b class="${method.toLowerCase()}">${method}</b> <code>${text(path)}</code> <span>${text(operation.summary ?? '')}</span></summary>
<div class="inside">
${parametersHtml(operation.parameters ?? [])}${body ? `<h3>Body</h3><pre>${text(typeText(body.schema))}</pre>` : ''}
<h3>Try it</h3><pre>${text(curl(entry))}</pre>
${Object.entries(operation.responses ?? {}).map(responseHtml).join('')}
</div></details>`
}

function parametersHtml(parameters: readonly Parameter[]): string {
  if (parameters.length === 0) return ''
  const rows = parameters.map(({ name, in: place, required, schema, description }) => `<tr><td><code>${text(name)}</code></td><td>${place}${required ? ', required' : ''}</td><td><code>${text(typeText(schema))}</code></td><td>${text(description ?? schema?.description ?? '')}</td></tr>`)
  return `<h3>Parameters</h3><table><tbody>${rows.join('')}</tbody></table>`
}

function responseHtml([status, { content, description }]: [string, Body & { description?: string }]): string {
  const [type, { schema } = {}] = Object.entries(content ?? {})[0] ?? []
  if (status !== '200') return `<p class="error"><b>${text(status)}</b> ${text(description ?? 'AppError')}</p>`
  return `<h3>${text(status)}${type && type !== 'application/json' ? ` ${text(type)}` : ''}</h3><pre>${text(typeText(schema))}</pre>`
}

/** Where there is no example, names in capitals stand for what must be put in. */
function curl({ method, path, operation }: Entry): string {
  const parameters = operation.parameters ?? []
  const value = ({ name, example }: Parameter) => (example === undefined ? name.toUpperCase() : String(Array.isArray(example) ? example[0] : example))
  const url = parameters.filter(({ in: place }) => place === 'path').reduce((all, one) => all.replace(`{${one.name}}`, encodeURIComponent(value(one))), path)
  const asked = parameters.filter((one) => one.in === 'query' && (one.required || one.example !== undefined))
  const query = asked.map((one) => `${one.name}=${encodeURIComponent(value(one))}`).join('&')
  const json = operation.requestBody?.content?.['application/json']
  const body = json ? ` \\\n  --json '${JSON.stringify(json.example ?? {}).replaceAll("'", "'\\''")}'` : ''
  return `curl ${method === 'GET' || (method === 'POST' && json) ? '' : `-X ${method} `}-H "Authorization: Bearer $STRATA_TOKEN" "$STRATA${url}${query ? `?${query}` : ''}"${body}`
}

function text(raw: string): string {
  return raw.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`)
}
