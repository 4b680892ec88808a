import type { AppInfo } from '#shared/contract/app.ts'

export function renderSample({ running, problem }: AppInfo['sample']): string {
  if (!running) return `The sample is not running${problem ? `: ${problem}` : ''}\n`
  return 'The sample is running, with environments development, staging and production.\nIn another terminal: strata status --env staging, or strata serve to see it in a browser.\n'
}
