import { CircleAlert, CircleX, Info } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import css from './diagnostic-list.module.css'

const signs = { error: CircleX, warning: CircleAlert, info: Info }

/** Findings, the gravest first. */
export function DiagnosticList({ diagnostics }: { diagnostics: readonly Diagnostic[] }) {
  const { t } = useTranslation('common')
  const order = ['error', 'warning', 'info']
  const sorted = diagnostics.toSorted((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity))
  return (
    <ul className={css.list}>
      {sorted.map((finding, index) => {
        const Sign = signs[finding.severity]
        const place = finding.where?.line === undefined ? finding.subject : [finding.subject ?? finding.where.file, finding.where.line].filter(Boolean).join(':')
        return (
          <li key={`${finding.code}-${index}`} className={css.item}>
            <Sign className={css[finding.severity]} aria-label={t(`severity.${finding.severity}`)} role="img" />
            <div className={css.body}>
              <p>{finding.message}</p>
              {finding.where?.caret && <pre className={css.caret}>{finding.where.caret}</pre>}
              {finding.help && <p className={css.help}>{finding.help}</p>}
              <p className={css.code}>
                {place && <span className={css.place}>{place}</span>} {finding.code}
              </p>
            </div>
          </li>
        )
      })}
    </ul>
  )
}
