import type { Tone } from './tag.tsx'
import css from './state-dot.module.css'

/** Each state has a shape of its own, so that colour is never the only sign. */
export type DotShape = 'full' | 'ring' | 'cross' | 'bang' | 'dash' | 'half' | 'back'

const marks: Record<DotShape, React.ReactNode> = {
  full: <circle cx="7" cy="7" r="6" fill="currentColor" stroke="none" />,
  ring: <circle cx="7" cy="7" r="6" />,
  half: (
    <>
      <circle cx="7" cy="7" r="6" />
      <path d="M7 1a6 6 0 0 1 0 12Z" fill="currentColor" stroke="none" />
    </>
  ),
  cross: (
    <>
      <circle cx="7" cy="7" r="6.5" fill="currentColor" stroke="none" />
      <path d="M4.8 4.8l4.4 4.4M9.2 4.8 4.8 9.2" className={css.cut} />
    </>
  ),
  bang: (
    <>
      <path d="M7 .8 13.6 12.6H.4Z" fill="currentColor" stroke="none" />
      <path d="M7 5v3.6M7 10.6v.2" className={css.cut} />
    </>
  ),
  dash: (
    <>
      <circle cx="7" cy="7" r="6" strokeDasharray="2.4 2" />
    </>
  ),
  back: (
    <>
      <path d="M3 5.5h5a3 3 0 0 1 0 6H5" />
      <path d="M5.6 2.6 2.6 5.5l3 2.9" />
    </>
  ),
}

/** The state of one thing in a list. `label` is read aloud; leave it out when a word stands beside it. */
export function StateDot({ shape, tone, label }: { shape: DotShape; tone: Tone; label?: string }) {
  return (
    <svg className={`${css.dot} ${css[tone]}`} viewBox="0 0 14 14" role={label ? 'img' : undefined} aria-label={label} aria-hidden={label ? undefined : true}>
      {label && <title>{label}</title>}
      {marks[shape]}
    </svg>
  )
}
