import base from '/work/wt-editor/tests/e2e-browser/playwright.config.ts'
export default { ...base, testDir: '/work/wt-editor/tests/e2e-browser', outputDir: '/tmp/pw-out', timeout: 120_000, expect: { timeout: 30_000 }, use: { ...base.use, trace: 'off' } }
