import { CircleCheck } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Comparison } from '#shared/contract/compare.ts'
import { useFormat } from '../../i18n/format.ts'
import { DiagnosticList } from '../../ui/diagnostic-list.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Facts } from '../../ui/field.tsx'
import { useView } from './compare-store.ts'
import { Details } from './details.tsx'
import { RenameQuestions } from './rename-questions.tsx'
import { Summary } from './summary.tsx'
import { TreePanel } from './tree-panel.tsx'
import { choiceOfView } from './use-comparison.ts'
import { useTitled } from './use-titles.ts'
import { WriteDialog } from './write-dialog.tsx'
import css from './compare.module.css'

/** What a comparison has found: differences on the left, the one that is looked at and the plan on the right. */
export function Result({ jobId, comparison: found }: { jobId: string; comparison: Comparison }) {
  const comparison = useTitled(found, jobId)
  const [view, change] = useView(jobId)
  const [writing, setWriting] = useState(false)
  const { excluded, shown, answers } = view
  const choice = useMemo(() => choiceOfView(found, { excluded, shown, answers }), [found, excluded, shown, answers])
  if (comparison.equal) return <Equal comparison={comparison} />
  return (
    <>
      <Summary comparison={comparison} view={view} change={change} choice={choice} onWrite={() => setWriting(true)} />
      <RenameQuestions comparison={comparison} view={view} change={change} />
      <div className={css.split}>
        <TreePanel comparison={comparison} view={view} change={change} />
        <Details comparison={comparison} view={view} change={change} choice={choice} />
      </div>
      {writing && <WriteDialog comparison={comparison} choice={choice} onClose={() => setWriting(false)} />}
    </>
  )
}

function Equal({ comparison: { a, b, ms, gaps } }: { comparison: Comparison }) {
  const { t } = useTranslation('compare')
  const format = useFormat()
  const side = ({ title, facts, serverVersion, fingerprint, takenAt }: Comparison['a']) => (
    <>
      {title} · PostgreSQL {serverVersion} · {t('summary.facts', { count: facts })} · {format.time(takenAt)}
      <br />
      <span className={css.mono} title={fingerprint}>
        {fingerprint.slice(0, 16)}…
      </span>
    </>
  )
  return (
    <div className={css.equal}>
      <Empty icon={<CircleCheck className={css.ok} />} title={<span role="status">{t('summary.equal')}</span>}>
        {t('summary.equalText', { a: format.time(a.takenAt), b: format.time(b.takenAt), ms: format.duration(ms) })}
        <div className={css.equalFacts}>
          <Facts facts={[['A', side(a)], ['B', side(b)]]} />
        </div>
      </Empty>
      {gaps.length > 0 && (
        <section className={css.gaps} aria-label={t('summary.gapsTitle')}>
          <h3>{t('summary.gapsTitle')}</h3>
          <DiagnosticList diagnostics={gaps} />
        </section>
      )}
    </div>
  )
}
