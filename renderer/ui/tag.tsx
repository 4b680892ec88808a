import type { ReactNode } from 'react'
import css from './tag.module.css'

export type Tone = 'neutral' | 'info' | 'ok' | 'warn' | 'bad' | 'vio'

/** A word in a pill. The word carries the meaning, the colour helps. */
export function Tag({ tone = 'neutral', title, children }: { tone?: Tone; title?: string; children: ReactNode }) {
  return (
    <span className={`${css.tag} ${css[tone]}`} title={title}>
      {children}
    </span>
  )
}
