import { useTranslation } from 'react-i18next'
import type { RollbackPreview } from '#shared/contract/rollback.ts'
import { cancelJob } from '../../client/jobs.ts'
import { useFormat } from '../../i18n/format.ts'
import { Bar } from '../../ui/bar.tsx'
import { Button } from '../../ui/button.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import type { Trial } from './use-trial.ts'
import css from './rollback.module.css'

const tones = { works: 'ok', differs: 'warn', unknown: 'warn', fails: 'bad' } as const

/** The trial while it runs, and what came of it. */
export function TrialResult({ trial }: { trial: Trial }) {
  const { t } = useTranslation('rollback')
  const { running, preview, error, view } = trial
  if (!running && !preview && !error) return null
  return (
    <section className={css.part} aria-live="polite">
      <h3 className={css.heading}>{t('trial.title')}</h3>
      {running && (
        <div className={css.running}>
          <div className={css.grow}>
            <p>{view?.job.progress?.label ?? t('trial.running')}</p>
            <Bar label={t('trial.title')} />
          </div>
          {view && (
            <Button size="s" onClick={() => void cancelJob(view.job.id)}>
              {t('trial.cancel')}
            </Button>
          )}
        </div>
      )}
      {!running && error !== undefined && error !== null && <ErrorNotice error={error} />}
      {!running && preview && <Verdict preview={preview} />}
    </section>
  )
}

const shown = 5

function Verdict({ preview }: { preview: RollbackPreview }) {
  const { t } = useTranslation('rollback')
  const format = useFormat()
  const { verdict, differences, generated, waits, ms } = preview
  return (
    <>
      <Bar label={t('trial.title')} value={1} tone={tones[verdict]} />
      <p>
        <b>{t(`trial.${verdict}`)}</b> <span className={css.quiet}>{t('trial.took', { time: format.duration(ms) })}</span>
      </p>
      {differences.length > 0 && (
        <ul className={css.list}>
          {differences.slice(0, shown).map((text) => (
            <li key={text}>{text}</li>
          ))}
          {differences.length > shown && <li>{t('trial.more', { count: differences.length - shown })}</li>}
        </ul>
      )}
      {generated.length > 0 && (
        <ul className={css.list}>
          {generated.map(({ script, undo, status, problem }) => (
            <li key={script}>{problem ? t('trial.notWritten', { script, problem }) : t('trial.written', { script, undo, status: t(`proof.${status}`) })}</li>
          ))}
        </ul>
      )}
      {waits.length > 0 && <p className={css.quiet}>{t('trial.waits', { text: waits.slice(0, 3).join('; ') })}</p>}
    </>
  )
}
