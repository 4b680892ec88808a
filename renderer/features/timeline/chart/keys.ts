import type { Entry } from '../entries.ts'
import type { Lane } from '../lanes.ts'
import { nearest } from './cluster.ts'
import { pan, zoom } from './scale.ts'
import type { Viewport } from './viewport.ts'

export interface KeyWork {
  viewport: Viewport
  lanes: readonly Lane[]
  /** The newest first. */
  entries: readonly Entry[]
  chosen: Entry | null
  onChoose: (id: string) => void
  onPin: (which: 'a' | 'b') => void
}

/** What a key does on the chart; undefined for keys that are not its own. */
export function workOf(key: string, shift: boolean, work: KeyWork): (() => void) | undefined {
  const { viewport, entries, onChoose, onPin } = work
  const choose = (entry: Entry | undefined) => entry && onChoose(entry.event.id)
  const move = (share: number) => viewport.glide(pan(viewport.aim(), share))
  const closer = () => viewport.glide(zoom(viewport.aim(), 1 / 1.6, shareOf(work)))
  const keys: Record<string, () => void> = {
    ArrowLeft: () => (shift ? move(-0.25) : choose(beside(work, 1))),
    ArrowRight: () => (shift ? move(0.25) : choose(beside(work, -1))),
    ArrowUp: () => choose(across(work, -1)),
    ArrowDown: () => choose(across(work, 1)),
    PageUp: () => move(-0.9),
    PageDown: () => move(0.9),
    Home: () => choose(entries.at(-1)),
    End: () => choose(entries[0]),
    '+': closer,
    '=': closer,
    '-': () => viewport.glide(zoom(viewport.aim(), 1.6, shareOf(work))),
    '0': () => viewport.glide(viewport.whole()),
    a: () => onPin('a'),
    b: () => onPin('b'),
  }
  return keys[key.length === 1 ? key.toLowerCase() : key]
}

/** Zooming by keys keeps the chosen event where it stands. */
function shareOf({ viewport, chosen }: KeyWork): number {
  const { from, to } = viewport.aim()
  const share = chosen ? (chosen.at - from) / (to - from) : 0.5
  return share >= 0 && share <= 1 ? share : 0.5
}

/** The next one in time over all lanes; without any chosen, the newest. */
function beside({ entries, chosen }: KeyWork, by: number): Entry | undefined {
  const at = chosen ? entries.findIndex(({ event }) => event.id === chosen.event.id) : -1
  return at < 0 ? entries[0] : entries[at + by]
}

/** The one nearest in time on the next lane that has any. */
function across({ lanes, entries, chosen }: KeyWork, by: 1 | -1): Entry | undefined {
  if (!chosen) return entries[0]
  const from = lanes.findIndex(({ environment }) => environment.id === chosen.environment?.id)
  for (let place = from + by; place >= 0 && place < lanes.length; place += by) {
    const own = lanes[place]?.entries ?? []
    const found = own[nearest(own, chosen.at)]
    if (found) return found
  }
  return undefined
}
