import type { Environment } from '#shared/contract/environments.ts'
import css from './env-dot.module.css'

/** The colour that a person gave an environment; its name always stands beside it. */
export function EnvDot({ colour, hollow = false }: { colour: Environment['colour']; hollow?: boolean }) {
  return <span className={`${css.dot} ${css[colour]} ${hollow ? css.hollow : ''}`} aria-hidden />
}

export const environmentColours: Record<Environment['colour'], string> = {
  green: 'var(--dev)',
  amber: 'var(--stg)',
  red: 'var(--prod)',
  blue: 'var(--accent)',
  violet: 'var(--vio)',
  grey: 'var(--ink3)',
}
