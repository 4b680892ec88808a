import { Option, type Command } from 'commander'
import type { ProgramOptions } from './program.ts'
import { accessOf, addAccessFlags, type AccessFlags } from './serve-flags.ts'

interface ServeFlags extends AccessFlags {
  port?: string
  openSample?: boolean
  limit?: string[]
  trustProxy?: string[]
  log?: string
  metricsLoopback?: boolean
}

/** `strata serve`: the studio for a browser, until Ctrl-C. */
export function addServe(program: Command, { terminal, exit }: ProgramOptions): void {
  const command = program
    .command('serve')
    .helpGroup('The studio:')
    .summary('Serve the studio to browsers and programs')
    .description('Serve the studio to browsers, and its contract to programs; the first start prints the link that makes the owner.')
    .option('--port <number>', 'Port (default: a free one)')
    .option('--open-sample', 'Start the sample too')
    .option('--limit <name=number...>', 'Other limits than those of docs/running.md, such as jobs=20; also in STRATA_LIMITS')
    .option('--trust-proxy <address...>', 'Believe X-Forwarded-* of these addresses or networks, and of nobody else')
    .addOption(new Option('--log <place>', 'Where the log goes').choices(['file', 'stdout']).default('file', 'logs/server.log of the data folder'))
    .option('--metrics-loopback', 'Let programs of this machine read /metrics; the token in STRATA_METRICS_TOKEN lets others')
    .action(async ({ port, openSample, limit, trustProxy, log, metricsLoopback, ...flags }: ServeFlags) => {
      const { serve } = await import('../run/serve.ts')
      const metrics = { token: process.env['STRATA_METRICS_TOKEN'] || undefined, loopback: metricsLoopback === true }
      const limits = [...words(process.env['STRATA_LIMITS']), ...(limit ?? [])]
      exit(await serve(terminal, { port: port === undefined ? undefined : Number(port), openSample: openSample === true, access: accessOf(flags), limits, trustProxy, metrics, logTo: log === 'stdout' ? 'stdout' : 'file' }))
    })
  addAccessFlags(command)
}

function words(text = ''): string[] {
  return text.split(/[\s,]+/).filter(Boolean)
}
