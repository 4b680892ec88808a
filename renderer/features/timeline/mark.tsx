import type { ReactNode } from 'react'
import { looks, type Kind, type Shape } from './looks.ts'
import css from './timeline.module.css'

const shapes: Record<Shape, ReactNode> = {
  disc: <circle r="6" className={css.fill} />,
  square: <rect x="-7.5" y="-7.5" width="15" height="15" rx="4" className={css.soft} />,
  down: (
    <>
      <rect x="-7.5" y="-7.5" width="15" height="15" rx="4" className={css.soft} />
      <path d="M0-4v7M-3 .5 0 3.5l3-3" className={css.stroke} />
    </>
  ),
  back: (
    <>
      <circle r="7" className={css.soft} />
      <path d="M-3-1.2H.8a2.3 2.3 0 0 1 0 4.6H-1M-1-3.4-3.2-1.2-1 1" className={css.stroke} />
    </>
  ),
  cross: (
    <>
      <circle r="7" className={css.fill} />
      <path d="m-2.4-2.4 4.8 4.8m0-4.8-4.8 4.8" className={css.cut} />
    </>
  ),
  triangle: <path d="m0-7.5 8 14H-8Z" className={css.soft} />,
  diamond: <path d="M0-7.5 7.5 0 0 7.5-7.5 0Z" className={css.soft} />,
  bar: <rect x="-2.5" y="-9" width="5" height="18" rx="2.5" className={css.fill} />,
}

/** An event as it stands on a lane or in the legend, centred on 0,0. */
export function MarkShape({ kind }: { kind: Kind }) {
  const { tone, shape } = looks[kind]
  return <g className={css[tone]}>{shapes[shape]}</g>
}
