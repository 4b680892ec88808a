import css from './bar.module.css'

interface BarProps {
  /** 0 to 1; absent while the amount is not known. */
  value?: number | undefined
  tone?: 'info' | 'ok' | 'bad' | 'warn'
  label: string
}

/** Progress as it is: a share that is known, or a moving mark that claims nothing. */
export function Bar({ value, tone = 'info', label }: BarProps) {
  const known = value !== undefined
  const share = Math.max(0, Math.min(1, value ?? 0))
  return (
    <div className={css.track} role="progressbar" aria-label={label} aria-valuemin={0} aria-valuemax={100} aria-valuenow={known ? Math.round(share * 100) : undefined}>
      <i className={`${css.fill} ${css[tone]} ${known ? '' : css.unknown}`} style={known ? { width: `${share * 100}%` } : undefined} />
    </div>
  )
}
