import { useTranslation } from 'react-i18next'
import css from '../../restore.module.css'

/** Where one is on the way. */
export function WizardSteps({ names, at }: { names: readonly string[]; at: number }) {
  const { t } = useTranslation('backups')
  return (
    <ol className={css.steps} aria-label={t('wizard.steps')}>
      {names.map((name, index) => (
        <li key={name} aria-current={index === at ? 'step' : undefined} data-done={index < at || undefined}>
          <span>{index + 1}</span> {name}
        </li>
      ))}
    </ol>
  )
}
