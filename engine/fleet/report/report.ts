import type { FleetRun, RunMember } from '#shared/contract/fleet.ts'
import { htmlReport } from './html.ts'
import { junitReport } from './junit.ts'
import { markdownReport } from './markdown.ts'

export type ReportFormat = 'markdown' | 'json' | 'html' | 'junit'

export interface Report {
  fileName: string
  mediaType: string
  text: string
}

/** The report of a run, failures first. */
export function writeReport(run: FleetRun, format: ReportFormat): Report {
  const sorted = { ...run, members: run.members.toSorted((a, b) => weight(a) - weight(b)) }
  const { mediaType, ending, write } = formats[format]
  return { fileName: `fleet-${run.fleet.replaceAll(/[^\p{L}\p{N}_-]+/gu, '-')}-${run.startedAt.slice(0, 19).replaceAll(/[-:]/g, '')}.${ending}`, mediaType, text: write(sorted) }
}

const formats: Record<ReportFormat, { mediaType: string; ending: string; write: (run: FleetRun) => string }> = {
  markdown: { mediaType: 'text/markdown; charset=utf-8', ending: 'md', write: markdownReport },
  json: { mediaType: 'application/json; charset=utf-8', ending: 'json', write: (run) => `${JSON.stringify(run, null, 2)}\n` },
  html: { mediaType: 'text/html; charset=utf-8', ending: 'html', write: htmlReport },
  junit: { mediaType: 'application/xml; charset=utf-8', ending: 'xml', write: junitReport },
}

const order: readonly RunMember['state'][] = ['failed', 'unknown', 'running', 'skipped', 'queued', 'done']

function weight({ state }: RunMember): number {
  return order.indexOf(state)
}
