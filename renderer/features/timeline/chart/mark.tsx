import { looks, type Kind } from '../looks.ts'
import css from '../timeline.module.css'
import { shapes } from './shapes.ts'

/** The sign of a kind of event, as it stands on a lane. */
export function MarkSign({ kind }: { kind: Kind }) {
  const { tone, shape } = looks[kind]
  return (
    <svg viewBox="-9 -9 18 18" className={`${css.sign} ${css[tone]}`} aria-hidden>
      {shapes[shape].map(({ ink, d }) => (
        <path key={d} d={d} className={css[ink]} />
      ))}
    </svg>
  )
}
