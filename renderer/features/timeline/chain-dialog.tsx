import { useQueries } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import type { ChainReport } from '#shared/contract/timeline.ts'
import { api } from '../../client/queries.ts'
import { useFormat } from '../../i18n/format.ts'
import { Button } from '../../ui/button.tsx'
import { DiagnosticList } from '../../ui/diagnostic-list.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Facts } from '../../ui/field.tsx'
import { SkeletonLines } from '../../ui/skeleton.tsx'
import css from './timeline.module.css'

interface ChainDialogProps {
  /** Of the environments whose journals are to be spoken of. */
  names: readonly string[]
  /** As they were found when the timeline was read. */
  findings: readonly Diagnostic[]
  onClose: () => void
}

/** What is not as it was written, checked anew: row by row against the chain and against what this machine has seen. */
export function ChainDialog({ names, findings, onClose }: ChainDialogProps) {
  const { t } = useTranslation('timeline')
  const reports = useQueries({ queries: names.map((env) => api.timeline.check.queryOptions({ input: { env } })) })
  return (
    <Dialog open onClose={onClose} title={t('chain.dialog')} width={640} foot={<Button onClick={onClose}>{t('chain.close')}</Button>}>
      <p className={css.quiet}>{t('chain.what')}</p>
      {names.map((name, index) => {
        const report = reports[index]
        const known = findings.filter(({ subject }) => subject === name)
        return (
          <section key={name} className={css.report} aria-label={name}>
            <h3>{name}</h3>
            <DiagnosticList diagnostics={report?.data ? report.data.findings : known} />
            {report?.isPending && <SkeletonLines widths={[40, 60]} />}
            {report?.isError && <ErrorNotice error={report.error} onRetry={() => void report.refetch()} />}
            {report?.data && <Counts report={report.data} />}
          </section>
        )
      })}
    </Dialog>
  )
}

function Counts({ report: { rows, sealed, open, mirrored, head } }: { report: ChainReport }) {
  const { t } = useTranslation('timeline')
  const format = useFormat()
  return (
    <Facts
      facts={[
        [t('chain.rows'), t('chain.rowsOf', { rows: format.number(rows), sealed: format.number(sealed), open: format.number(open) })],
        [t('chain.mirrored'), mirrored === 0 ? undefined : format.number(mirrored)],
        [t('chain.head'), head && <span className={css.mono} title={head}>{`${head.slice(0, 24)}…`}</span>],
      ]}
    />
  )
}
