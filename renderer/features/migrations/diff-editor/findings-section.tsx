import { CircleAlert, CircleX, Info } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../ui/button.tsx'
import { Section } from '../../../ui/panel.tsx'
import type { PlacedFinding } from './findings.ts'
import type { Actions } from './use-actions.ts'
import type { EditorModel } from './use-editor.ts'
import css from './findings.module.css'

const signs = { error: CircleX, warning: CircleAlert, info: Info }

/** What the rules say, each with its cure and the way to waive it. */
export function FindingsSection({ model, actions }: { model: EditorModel; actions: Actions }) {
  const { t } = useTranslation('preview')
  const { findings } = model
  return (
    <Section title={t('findings.title')} note={findings.length || undefined}>
      {findings.length === 0 ? (
        <p className={css.none}>{t('findings.none')}</p>
      ) : (
        <ul className={css.list}>
          {findings.map((each) => (
            <FindingItem key={each.key} placed={each} text={model.sql.text ?? ''} actions={actions} />
          ))}
        </ul>
      )}
    </Section>
  )
}

function FindingItem({ placed, text, actions }: { placed: PlacedFinding; text: string; actions: Actions }) {
  const { t } = useTranslation(['preview', 'common'])
  const { finding, place, fix } = placed
  const { code, rule, severity, message, help, basis } = finding
  const Sign = signs[severity]
  const line = place ? text.slice(0, place.start).split('\n').length : undefined
  return (
    <li className={css.item}>
      <p className={css.head}>
        <Sign className={css[severity]} role="img" aria-label={t(`common:severity.${severity}`)} />
        {rule ? (
          <button type="button" className={css.code} data-severity={severity} title={t('preview:findings.rule', { rule })} onClick={() => actions.show({ type: 'rule', finding })}>
            {rule} {code}
          </button>
        ) : (
          <span className={css.code} data-severity={severity}>{code}</span>
        )}
        {line === undefined ? (
          <span className={css.gone}>{t('preview:findings.gone')}</span>
        ) : (
          <button type="button" className={css.line} onClick={() => place && actions.goTo(place.start)}>
            {t('preview:findings.line', { line })}
          </button>
        )}
      </p>
      <p title={basis && t(`preview:findings.${basis}`)}>{message}</p>
      {help && <p className={css.help}>{help}</p>}
      <div className={css.actions}>
        {fix && (
          <Button size="s" title={fix.verified ? t('preview:findings.fixHelp', { title: fix.title }) : fix.title} onClick={() => actions.applyFix(placed)}>
            {fix.title}
          </Button>
        )}
        {place && (
          <Button size="s" variant="quiet" onClick={() => actions.show({ type: 'waive', finding: placed })}>
            {t('preview:findings.waive')}
          </Button>
        )}
      </div>
    </li>
  )
}
