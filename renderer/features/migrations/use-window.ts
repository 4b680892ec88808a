import { useCallback, useEffect, useMemo, useState, type RefObject } from 'react'

interface Windowed {
  /** Pixels of the whole list. */
  height: number
  /** Items in sight and a few around them. */
  shown: readonly { index: number; top: number; size: number }[]
  /** Brings an item into view with the least movement. */
  reveal: (index: number) => void
}

const around = 320

/** Which items of a long list are in sight, for items of known heights. */
export function useWindow(scroller: RefObject<HTMLElement | null>, sizes: readonly number[]): Windowed {
  const [seen, setSeen] = useState({ top: 0, height: 800 })
  useEffect(() => {
    const element = scroller.current
    if (!element) return
    const look = () => setSeen({ top: element.scrollTop, height: element.clientHeight })
    const resized = new ResizeObserver(look)
    resized.observe(element)
    element.addEventListener('scroll', look, { passive: true })
    return () => {
      resized.disconnect()
      element.removeEventListener('scroll', look)
    }
  }, [scroller])
  const tops = useMemo(() => topsOf(sizes), [sizes])
  const reveal = useCallback((index: number) => revealIn(scroller.current, tops[index] ?? 0, sizes[index] ?? 0), [scroller, tops, sizes])
  return { height: tops.at(-1) ?? 0, shown: inSight(tops, seen.top - around, seen.top + seen.height + around), reveal }
}

/** Top of each item, and of the end. */
export function topsOf(sizes: readonly number[]): number[] {
  const tops = [0]
  for (const size of sizes) tops.push((tops.at(-1) ?? 0) + size)
  return tops
}

export function inSight(tops: readonly number[], from: number, to: number): { index: number; top: number; size: number }[] {
  const shown = []
  for (let index = firstBelow(tops, from); index < tops.length - 1; index += 1) {
    const top = tops[index] ?? 0
    if (top > to) break
    shown.push({ index, top, size: (tops[index + 1] ?? top) - top })
  }
  return shown
}

/** The first item that ends after a height, by halving. */
function firstBelow(tops: readonly number[], height: number): number {
  let low = 0
  let high = Math.max(0, tops.length - 2)
  while (low < high) {
    const middle = (low + high) >> 1
    if ((tops[middle + 1] ?? 0) > height) high = middle
    else low = middle + 1
  }
  return low
}

function revealIn(element: HTMLElement | null, top: number, size: number): void {
  if (!element) return
  if (top < element.scrollTop) element.scrollTop = top - size
  else if (top + size > element.scrollTop + element.clientHeight) element.scrollTop = top + 2 * size - element.clientHeight
}
