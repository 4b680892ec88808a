import type { ReactNode } from 'react'
import { select } from '../../app/navigation.ts'

export const views = ['webhooks', 'deliveries', 'incoming', 'triggers', 'calls'] as const
export type View = (typeof views)[number]

export interface TabProps {
  tabs: ReactNode
  /** Id of what is chosen. */
  chosen: string | null
}

/** The item of the place: `deliveries`, or `deliveries:ID`. */
export function viewOf(item: string | null): { view: View; id: string | null } {
  const [name = '', ...id] = (item ?? '').split(':')
  return (views as readonly string[]).includes(name) ? { view: name as View, id: id.join(':') || null } : { view: 'webhooks', id: null }
}

export function choose(view: View, id: string | null): void {
  select(id === null ? view : `${view}:${id}`)
}
