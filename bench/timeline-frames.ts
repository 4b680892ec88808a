/** Frames of the timeline with 10,000 events in Chromium: panning, zooming, hovering, scrolling the list. `node bench/timeline-frames.ts [ROUNDS]`; the pages must have been built. */
import { chromium, type CDPSession, type Page } from 'playwright-core'
import { startFakeHost } from '../tests/support/fake-host.ts'

const rounds = Number(process.argv[2] ?? 3)
const chart = '[role="application"]'

interface Frames {
  /** From one frame to the next. */
  gaps: number[]
  /** Of processor time of the main thread, for each frame. */
  work: number
}

function at(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

/** From the call of the page to the first frame in which the list of events is there. */
async function firstPaint(page: Page, url: string): Promise<number> {
  await page.goto(`${url}/#/environments?env=stg`)
  await page.locator('main').waitFor()
  await page.waitForTimeout(500)
  await page.evaluate(() => {
    const marks = { start: performance.now(), painted: 0 }
    Object.assign(globalThis, { marks })
    new MutationObserver((_, observer) => {
      if (!document.querySelector('[role="application"] canvas') || !document.querySelector('[role="option"]')) return
      observer.disconnect()
      requestAnimationFrame(() => setTimeout(() => (marks.painted = performance.now())))
    }).observe(document.body, { childList: true, subtree: true })
    location.hash = '#/timeline?env=prod'
  })
  await page.waitForFunction(() => (globalThis as unknown as { marks: { painted: number } }).marks.painted > 0, undefined, { timeout: 60_000 })
  return page.evaluate(() => {
    const { marks } = globalThis as unknown as { marks: { start: number; painted: number } }
    return marks.painted - marks.start
  })
}

type Hand = 'pan' | 'zoom' | 'hover' | 'list'

/** One step of the hand in every frame, as the browser tells it. */
async function frames(page: Page, hand: Hand, count: number): Promise<number[]> {
  return page.evaluate(
    async ([kind, steps, chartOf]) => {
      const surface = document.querySelector<HTMLElement>(chartOf)
      const list = document.querySelector<HTMLElement>('[role="listbox"]')
      if (!surface || !list) return []
      const box = surface.getBoundingClientRect()
      const where = (x: number, y: number) => ({ bubbles: true, cancelable: true, clientX: box.left + x, clientY: box.top + y, pointerId: 1, button: 0, isPrimary: true })
      const work: Record<string, (step: number) => void> = {
        pan: (step) => surface.dispatchEvent(new WheelEvent('wheel', { ...where(box.width / 2, 120), deltaX: step % 120 < 60 ? 24 : -24 })),
        zoom: (step) => surface.dispatchEvent(new WheelEvent('wheel', { ...where(box.width * 0.7, 120), deltaY: step % 120 < 60 ? -40 : 40 })),
        hover: (step) => surface.dispatchEvent(new PointerEvent('pointermove', where(40 + ((step * 7) % (box.width - 80)), 84 + (step % 3) * 90))),
        list: () => (list.scrollTop += 300),
      }
      const times: number[] = []
      let last = await new Promise<number>((resolve) => requestAnimationFrame(resolve))
      for (let step = 0; step < steps; step += 1) {
        work[kind]?.(step)
        const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve))
        times.push(now - last)
        last = now
      }
      return times
    },
    [hand, count, chart] as const,
  )
}

async function threadTime(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics')
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000
}

async function measured(page: Page, session: CDPSession, hand: Hand): Promise<Frames> {
  const before = await threadTime(session)
  const gaps = await frames(page, hand, 240)
  return { gaps, work: ((await threadTime(session)) - before) / gaps.length }
}

const host = await startFakeHost({ timeline: 'many' })
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] })
const found: Record<Hand, Frames[]> = { pan: [], zoom: [], hover: [], list: [] }
const paints: number[] = []
for (let round = 0; round <= rounds; round += 1) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  const paint = await firstPaint(page, host.url)
  await page.waitForTimeout(800)
  const hands = {} as Record<Hand, Frames>
  for (const hand of ['pan', 'zoom', 'hover', 'list'] as const) hands[hand] = await measured(page, session, hand)
  await page.close()
  if (round === 0) continue
  paints.push(paint)
  for (const hand of Object.keys(hands) as Hand[]) found[hand].push(hands[hand])
}
console.log(`10,000 events, 4 lanes, 1440x900; ${rounds} rounds. First paint, from the click to the drawn chart and list: ${at(paints, 0.5).toFixed(0)} ms`)
for (const [hand, runs] of Object.entries(found)) {
  const gaps = runs.flatMap(({ gaps: each }) => each.slice(5))
  const work = at(runs.map(({ work: each }) => each), 0.5)
  console.log(`${hand.padEnd(5)} frame median ${at(gaps, 0.5).toFixed(1)} ms, 95 of 100 within ${at(gaps, 0.95).toFixed(1)} ms, 99 within ${at(gaps, 0.99).toFixed(1)} ms, over 33.4 ms: ${gaps.filter((gap) => gap > 33.4).length} of ${gaps.length}; main thread ${work.toFixed(1)} ms a frame`)
}
await browser.close()
await host.close()
