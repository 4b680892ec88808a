import css from './skeleton.module.css'

/** Grey lines in the shape of what is coming. `widths` are per cent. */
export function SkeletonLines({ widths = [62, 84, 48, 73, 55] }: { widths?: readonly number[] }) {
  return (
    <div className={css.lines} aria-hidden>
      {widths.map((width, index) => (
        <span key={index} className={css.line} style={{ width: `${width}%` }} />
      ))}
    </div>
  )
}

export function SkeletonRows({ rows = 8, height = 32 }: { rows?: number; height?: number }) {
  return (
    <div aria-hidden>
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className={css.row} style={{ height }}>
          <span className={css.disc} />
          <span className={css.line} style={{ width: `${38 + ((index * 17) % 31)}%` }} />
          <span className={css.line} style={{ width: 36, marginLeft: 'auto' }} />
        </div>
      ))}
    </div>
  )
}

export function SkeletonBlock({ height, width = '100%' }: { height: number; width?: number | string }) {
  return <span className={css.block} style={{ height, width }} aria-hidden />
}
