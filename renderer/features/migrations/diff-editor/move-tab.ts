import type { KeyboardEvent } from 'react'

/** Arrow keys, Home and End walk through tabs and show them. */
export function moveTab<T extends string>(event: KeyboardEvent<HTMLElement>, names: readonly T[], from: T, show: (name: T) => void): void {
  const at = names.indexOf(from)
  const target = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: names.length - 1 }[event.key]
  const name = target === undefined ? undefined : names[(target + names.length) % names.length]
  if (name === undefined) return
  event.preventDefault()
  show(name)
  event.currentTarget.parentElement?.querySelectorAll<HTMLElement>('[role="tab"]')[names.indexOf(name)]?.focus()
}
