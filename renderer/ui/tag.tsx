import type { ReactNode } from 'react'
import type { Tone } from './tone.ts'
import css from './tag.module.css'

export type { Tone } from './tone.ts'

/** A word in a pill. The word carries the meaning, the colour helps. */
export function Tag({ tone = 'neutral', title, children }: { tone?: Tone; title?: string; children: ReactNode }) {
  return (
    <span className={`${css.tag} ${css[tone]}`} title={title}>
      {children}
    </span>
  )
}
