/** Of the exported page: on a screen as on paper. */
export const styles = `
:root { color-scheme: light; font: 13px/1.45 system-ui, sans-serif; color: #1d2433; }
body { max-width: 1080px; margin: 32px auto; padding: 0 24px; }
h1 { font-size: 20px; margin: 0 0 4px; } h2 { font-size: 14px; margin: 28px 0 8px; }
header p, .quiet, dl { color: #667085; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; }
th { text-align: left; font-weight: 500; color: #667085; border-bottom: 1px solid #d0d5dd; padding: 4px 8px; }
td { vertical-align: top; padding: 6px 8px; border-bottom: 1px solid #eaecf0; overflow-wrap: anywhere; }
th:nth-child(1) { width: 64px; } th:nth-child(2) { width: 110px; } th:nth-child(4) { width: 150px; } th:nth-child(5) { width: 190px; }
time, dd { font-variant-numeric: tabular-nums; }
.kind { border-radius: 4px; padding: 1px 6px; background: #eef2f6; }
.bad .kind { background: #fee4e2; color: #912018; } .warn .kind { background: #fef0c7; color: #7a4100; } .back .kind { background: #ebe9fe; color: #42307d; }
.problem { color: #912018; margin: 4px 0 0; } .note { color: #7a4100; margin: 4px 0 0; }
.finding { border-left: 3px solid #667085; padding: 4px 10px; background: #f9fafb; } .finding.error { border-color: #b42318; } .finding.warning { border-color: #b54708; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 10px; margin: 4px 0 0; font-size: 11px; } dd { margin: 0; font-family: ui-monospace, monospace; white-space: pre-wrap; }
@media print { body { margin: 0; max-width: none; padding: 0; } tr, .finding { break-inside: avoid; } thead { display: table-header-group; } h2 { break-after: avoid; } .kind { border: 1px solid #d0d5dd; } }
`
