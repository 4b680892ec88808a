import { useTranslation } from 'react-i18next'
import { CancelButton } from '../../app/job-detail.tsx'
import { useProgressWords } from '../../app/progress-words.ts'
import type { JobView } from '../../client/jobs.ts'
import { Bar } from '../../ui/bar.tsx'
import { useCompare } from './compare-store.ts'
import { lastSteps, type SideStep } from './side-steps.ts'
import { useOffer } from './use-comparison.ts'
import { useSourceWords } from './use-source-words.ts'
import css from './compare.module.css'

/** How far each side is read. */
export function Running({ view }: { view: JobView }) {
  const { t } = useTranslation(['compare', 'frame'])
  const { job, steps } = view
  const last = lastSteps(steps)
  const words = useSourceWords(useOffer())
  const recent = useCompare((state) => state.recent.find(({ jobId }) => jobId === job.id))
  const title = (side: 'a' | 'b') => last[side]?.title ?? (recent ? words.title(recent[side]) : side.toUpperCase())
  return (
    <div className={css.running}>
      <section className={css.sheet} aria-label={t('compare:job.title')} aria-busy>
        <h2>{job.state === 'cancelling' ? t('frame:jobState.cancelling') : t('compare:job.title')}</h2>
        <SideLine letter="A" title={title('a')} step={last.a} />
        <SideLine letter="B" title={title('b')} step={last.b} />
        <p className={css.quiet}>{t('compare:job.readOnly')}</p>
        <div>
          <CancelButton job={job} />
        </div>
      </section>
    </div>
  )
}

function SideLine({ letter, title, step }: { letter: string; title: string; step: SideStep | undefined }) {
  const { t } = useTranslation('compare')
  const progress = useProgressWords()
  const done = step?.state === 'done'
  const share = done ? 1 : step?.total ? (step.done ?? 0) / step.total : undefined
  const label = step?.label ?? t('job.waiting')
  return (
    <div className={css.sideLine}>
      <p>
        <span className={css.letter} aria-hidden>
          {letter}
        </span>
        <b>{title}</b>
        <span className={css.quiet}>{done ? t('job.done', { count: step.facts ?? 0 }) : [label, step && progress({ ...step, label })].filter(Boolean).join(' · ')}</span>
      </p>
      {step ? <Bar value={share} tone={done ? 'ok' : 'info'} label={`${letter}, ${title}: ${label}`} /> : <Bar value={0} label={`${letter}, ${title}: ${label}`} />}
    </div>
  )
}
