/** All tests, in tiers from fast to slow: `npm test`. What a tier needs and cannot get is named at the end. */
import { needsChromium, needsClient, needsElectron, needsServer } from './test-tiers/needs.ts'
import { runPlaywright, runStep, runVitest } from './test-tiers/runners.ts'
import { runTiers, summary, type Tier } from './test-tiers/tier.ts'

const tiers: readonly Tier[] = [
  { name: 'types', run: () => runStep('scripts/typecheck.ts') },
  { name: 'lint', run: () => runStep('node_modules/oxlint/bin/oxlint') },
  { name: 'build', run: () => runStep('scripts/build.ts') },
  { name: 'unit, guards', run: () => runVitest('--project', 'unit', '--project', 'guards') },
  { name: 'integration, contract', missing: needsServer, run: () => runVitest('--project', 'integration', '--project', 'contract') },
  { name: 'integration with pg_dump', missing: needsClient, run: () => runVitest('--project', 'client') },
  { name: 'corpus', missing: needsClient, run: () => runVitest('--project', 'corpus') },
  { name: 'browser', after: 'build', missing: needsChromium, run: () => runPlaywright('node_modules/@playwright/test/cli.js', 'test', '--config', 'tests/e2e-browser/playwright.config.ts') },
  { name: 'electron', after: 'build', missing: needsElectron, run: () => runPlaywright('scripts/test-electron.ts') },
]

const { text, good } = summary(await runTiers(tiers, (line) => console.log(line)), Boolean(process.env.CI))
console.log(text)
process.exit(good ? 0 : 1)
