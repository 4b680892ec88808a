/** Of the page of the API: the studio's own greys, by the light or dark of whoever looks. */
export const styles = `
:root { --back: #fff; --fore: #1f2328; --dim: #636b74; --line: #e3e6ea; --soft: #f6f7f9; --accent: #2f5fd0 }
@media (prefers-color-scheme: dark) { :root { --back: #16181c; --fore: #e4e7eb; --dim: #9aa3ad; --line: #2b3037; --soft: #1d2025; --accent: #86a8ff } }
* { box-sizing: border-box }
body { margin: 0; background: var(--back); color: var(--fore); font: 14px/1.5 Inter, system-ui, sans-serif; display: grid; grid-template-columns: 200px minmax(0, 1fr) }
nav { position: sticky; top: 0; height: 100vh; overflow: auto; padding: 20px 12px; border-right: 1px solid var(--line); background: var(--soft) }
nav a { display: flex; justify-content: space-between; padding: 3px 8px; border-radius: 6px; color: var(--fore); text-decoration: none }
nav a:hover { background: var(--line) } nav .home { font-weight: 600; margin-bottom: 8px } nav span { color: var(--dim); font-variant-numeric: tabular-nums }
main { max-width: 960px; padding: 24px 32px 80px } h1 { font-size: 22px; margin: 0 0 8px } h2 { font-size: 16px; margin: 32px 0 8px } h3 { font-size: 12px; color: var(--dim); margin: 14px 0 4px }
a { color: var(--accent) } code, pre { font: 12.5px/1.5 'JetBrains Mono', ui-monospace, monospace }
details { border: 1px solid var(--line); border-bottom-width: 0 } details:first-of-type { border-radius: 8px 8px 0 0 } details:last-of-type { border-bottom-width: 1px; border-radius: 0 0 8px 8px }
summary { padding: 7px 12px; cursor: pointer; display: flex; gap: 10px; align-items: baseline } summary:hover { background: var(--soft) }
summary b { font: 600 11px ui-monospace, monospace; min-width: 52px } summary code { white-space: nowrap } summary span { color: var(--dim); overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
.get { color: #23803d } .post { color: #2f5fd0 } .put, .patch { color: #9a6700 } .delete { color: #c9302c }
@media (prefers-color-scheme: dark) { .get { color: #5fce7f } .post { color: #86a8ff } .put, .patch { color: #e2b53e } .delete { color: #ff7b72 } }
.inside { padding: 2px 16px 16px; border-top: 1px solid var(--line) } pre { background: var(--soft); border: 1px solid var(--line); border-radius: 6px; padding: 8px 12px; margin: 0; overflow-x: auto; max-height: 420px }
table { border-collapse: collapse; width: 100% } td { padding: 3px 10px 3px 0; border-bottom: 1px solid var(--line); vertical-align: top } .error { margin: 4px 0 0; color: var(--dim); font-size: 13px }
@media (max-width: 720px) { body { display: block } nav { position: static; height: auto; border: 0; columns: 3 } summary { flex-wrap: wrap } summary span { white-space: normal } }
`
