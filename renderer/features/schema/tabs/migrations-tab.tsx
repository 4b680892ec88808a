import { FileCode } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Environment } from '#shared/contract/environments.ts'
import type { ObjectPage } from '#shared/contract/schema.ts'
import { navigate } from '../../../app/navigation.ts'
import { Empty } from '../../../ui/empty.tsx'
import { StateDot, type DotShape } from '../../../ui/state-dot.tsx'
import type { Tone } from '../../../ui/tone.ts'
import css from '../page.module.css'

const looks: Readonly<Record<string, readonly [DotShape, Tone]>> = { applied: ['full', 'ok'], pending: ['ring', 'info'], failed: ['cross', 'bad'], changed: ['bang', 'warn'], missing: ['bang', 'warn'], undone: ['back', 'vio'] }

/** Files whose statements touch the object, oldest first; each opens in the diff editor. */
export function MigrationsTab({ environment, page }: { environment: Environment; page: ObjectPage }) {
  const { t } = useTranslation(['schema', 'migrations'])
  if (page.migrations.length === 0) return <Empty icon={<FileCode />} title={t('touched.none')}>{t(environment.migrationsFolder ? 'touched.noneText' : 'touched.noFolder')}</Empty>
  return (
    <ul className={css.touched} aria-label={t('tab.migrations')}>
      {page.migrations.map(({ script, version, description, line, statement, state }) => {
        const [shape, tone] = looks[state] ?? (['dash', 'neutral'] as const)
        return (
          <li key={`${script} ${line}`}>
            <button type="button" onClick={() => navigate({ screen: 'migrations', item: script })}>
              <StateDot shape={shape} tone={tone} />
              <span><b>{version === null ? 'R' : `V${version}`}</b> {description}</span>
              <code title={statement}>{statement}</code>
              <span className={css.quiet}>{t('touched.line', { line })}</span>
              <span className={css.quiet}>{t(`migrations:state.${state as 'applied'}`)}</span>
            </button>
          </li>
        )
      })}
    </ul>
  )
}
