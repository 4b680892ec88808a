/** The tree, the search and the scrolling of 20,000 tables in Chromium. `node bench/tree.ts [ROUNDS]`; the pages must have been built. */
import { chromium, type CDPSession, type Page } from 'playwright-core'
import { startFakeHost } from '../tests/support/fake-host.ts'

const rounds = Number(process.argv[2] ?? 3)
const words = ['o', 'or', 'ord', 'orde', 'order', 'order_l', 'payload_1', 'stt', 'order_line.created', 'zzzz']

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

/** From the answer with the outline being here to the first row being painted. */
async function firstPaint(page: Page, url: string): Promise<number> {
  await page.goto(`${url}/#/environments?env=stg`)
  await page.locator('main').waitFor()
  await page.evaluate(() => {
    const marks = { got: 0, painted: 0 }
    Object.assign(globalThis, { marks })
    const parse = Response.prototype.text
    Response.prototype.text = async function text() {
      const body = await parse.call(this)
      if (body.length > 1_000_000) marks.got = performance.now()
      return body
    }
    new MutationObserver((_, observer) => {
      if (!document.querySelector('[role="treeitem"][data-type="object"]')) return
      observer.disconnect()
      requestAnimationFrame(() => setTimeout(() => (marks.painted = performance.now())))
    }).observe(document.body, { childList: true, subtree: true })
    location.hash = '#/schema?env=stg'
  })
  await page.waitForFunction(() => (globalThis as unknown as { marks: { painted: number } }).marks.painted > 0, undefined, { timeout: 60_000 })
  return page.evaluate(() => {
    const { marks } = globalThis as unknown as { marks: { got: number; painted: number } }
    return marks.painted - marks.got
  })
}

/** Frames while the wheel turns fast: half a screen a frame. */
async function frames(page: Page): Promise<number[]> {
  return page.evaluate(async () => {
    const scroller = document.querySelector('[role="tree"]')?.parentElement
    if (!scroller) return []
    const times: number[] = []
    let last = performance.now()
    for (let frame = 0; frame < 90; frame += 1) {
      scroller.scrollTop += 400
      await new Promise((resolve) => requestAnimationFrame(resolve))
      const now = performance.now()
      times.push(now - last)
      last = now
    }
    return times.slice(5)
  })
}

/** From the key to the picture with what it found. */
async function key(page: Page, text: string): Promise<number> {
  return page.evaluate(async (value) => {
    const box = document.querySelector<HTMLInputElement>('main input')
    if (!box) return Number.NaN
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set
    const panel = document.querySelector('main section')
    const before = panel?.textContent
    const start = performance.now()
    set?.call(box, value)
    box.dispatchEvent(new Event('input', { bubbles: true }))
    while (panel?.textContent === before && performance.now() - start < 5_000) await new Promise((resolve) => setTimeout(resolve))
    const done = performance.now() - start
    await new Promise((resolve) => setTimeout(resolve, 120))
    return done
  }, text)
}

/** Milliseconds of processor time that the page's main thread has used: what a busy machine does not blur. */
async function threadTime(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics')
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000
}

async function spent<T>(session: CDPSession, work: () => Promise<T>): Promise<[T, number]> {
  const before = await threadTime(session)
  const result = await work()
  return [result, (await threadTime(session)) - before]
}

const host = await startFakeHost({ schema: 'big' })
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] })
const found = { paint: [] as number[], frame: [] as number[], frameWork: [] as number[], keys: [] as number[], keyWork: [] as number[] }
for (let round = 0; round <= rounds; round += 1) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  const [paint, paintWork] = await spent(session, () => firstPaint(page, host.url))
  await page.waitForTimeout(1_500)
  const [times, scrollWork] = await spent(session, () => frames(page))
  const keys: number[] = []
  const keyWork: number[] = []
  for (const word of words) {
    const [wall, work] = await spent(session, () => key(page, word))
    keys.push(wall)
    keyWork.push(work)
  }
  await page.close()
  if (round === 0) continue
  found.paint.push(paint)
  found.frame.push(median(times))
  found.frameWork.push(scrollWork / times.length)
  found.keys.push(median(keys))
  found.keyWork.push(median(keyWork))
  console.log(`round ${round}: first paint ${paint.toFixed(0)} ms (load of the page and paint ${paintWork.toFixed(0)} ms of processor), frame median ${median(times).toFixed(1)} ms (${(scrollWork / times.length).toFixed(1)}), key median ${median(keys).toFixed(0)} ms (${median(keyWork).toFixed(0)}), worst ${Math.max(...keys).toFixed(0)} ms (${Math.max(...keyWork).toFixed(0)})`)
}
console.log(`20,000 tables, 200,000 columns, 100,001 objects; in brackets processor time of the main thread: first paint ${median(found.paint).toFixed(0)} ms, frame ${median(found.frame).toFixed(1)} ms (${median(found.frameWork).toFixed(1)}), key ${median(found.keys).toFixed(0)} ms (${median(found.keyWork).toFixed(0)})`)
await browser.close()
await host.close()
