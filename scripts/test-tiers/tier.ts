export interface Counts {
  passed: number
  failed: number
  skipped: number
}

/** Something that a tier cannot do without and that this machine lacks. */
export interface Missing {
  what: string
  install: string
}

export interface Tier {
  name: string
  /** Undefined when everything is here. */
  missing?: () => Promise<Missing | undefined> | Missing | undefined
  /** Tier that must have passed before. */
  after?: string
  run(): Counts
}

export type Outcome = { name: string; seconds: number } & ({ counts: Counts } | { skipped: Missing })

/** Runs the tiers in order; a tier whose forerunner failed counts as failed. */
export async function runTiers(tiers: readonly Tier[], say: (text: string) => void): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  for (const tier of tiers) {
    const began = performance.now()
    const seconds = () => (performance.now() - began) / 1000
    const missing = await tier.missing?.()
    say(`\n== ${tier.name}${missing ? `: skipped, ${missing.what} is missing` : ''}`)
    const before = outcomes.find(({ name }) => name === tier.after)
    if (missing) outcomes.push({ name: tier.name, seconds: seconds(), skipped: missing })
    else if (before && 'counts' in before && before.counts.failed > 0) outcomes.push({ name: tier.name, seconds: 0, counts: { passed: 0, failed: 1, skipped: 0 } })
    else outcomes.push({ name: tier.name, counts: tier.run(), seconds: seconds() })
  }
  return outcomes
}

/** The closing lines, and whether the run is good. In CI a skip is a failure. */
export function summary(outcomes: readonly Outcome[], inCi: boolean): { text: string; good: boolean } {
  const total = outcomes.reduce<Counts>((sum, outcome) => add(sum, 'counts' in outcome ? outcome.counts : { passed: 0, failed: 0, skipped: 1 }), { passed: 0, failed: 0, skipped: 0 })
  const lines = outcomes.map((outcome) => {
    const head = `${outcome.name.padEnd(26)} ${outcome.seconds.toFixed(1).padStart(6)} s  `
    if ('skipped' in outcome) return `${head}skipped: ${outcome.skipped.what} is missing. To install it: ${outcome.skipped.install}`
    return `${head}${outcome.counts.failed > 0 ? 'FAILED  ' : 'ok      '}${words(outcome.counts)}`
  })
  const good = total.failed === 0 && !(inCi && total.skipped > 0)
  const note = inCi && total.skipped > 0 ? ['In CI a skip is a failure.'] : []
  return { text: ['', ...lines, ...note, words(total)].join('\n'), good }
}

function add(one: Counts, other: Counts): Counts {
  return { passed: one.passed + other.passed, failed: one.failed + other.failed, skipped: one.skipped + other.skipped }
}

function words({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`
}
