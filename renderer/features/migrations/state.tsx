import { useTranslation } from 'react-i18next'
import type { MigrationState } from '#shared/contract/migrations.ts'
import { StateDot, type DotShape } from '../../ui/state-dot.tsx'
import { Tag, type Tone } from '../../ui/tag.tsx'

/** Sign and colour of each state; the word stands beside them or is read aloud. */
const looks: Record<MigrationState, readonly [DotShape, Tone]> = {
  pending: ['ring', 'info'],
  applied: ['full', 'ok'],
  failed: ['cross', 'bad'],
  changed: ['bang', 'warn'],
  missing: ['dash', 'bad'],
  out_of_order: ['half', 'warn'],
  below_baseline: ['dash', 'neutral'],
  ignored: ['dash', 'warn'],
  undone: ['back', 'vio'],
  baseline: ['full', 'neutral'],
  superseded: ['half', 'neutral'],
  outdated: ['half', 'info'],
}

/** States that the heading of their group already says. */
const said: ReadonlySet<MigrationState> = new Set(['pending', 'applied'])
export const saysMore = (state: MigrationState): boolean => !said.has(state)

export function StateSign({ state }: { state: MigrationState }) {
  const { t } = useTranslation('migrations')
  const [shape, tone] = looks[state]
  return <StateDot shape={shape} tone={tone} label={t(`state.${state}`)} />
}

export function StateTag({ state }: { state: MigrationState }) {
  const { t } = useTranslation('migrations')
  const [, tone] = looks[state]
  return (
    <Tag tone={tone} title={t(`stateHelp.${state}`)}>
      {t(`state.${state}`)}
    </Tag>
  )
}
