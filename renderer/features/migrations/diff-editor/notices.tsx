import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { CancelButton } from '../../../app/job-detail.tsx'
import { navigate } from '../../../app/navigation.ts'
import { useProgressWords } from '../../../app/progress-words.ts'
import type { JobView } from '../../../client/jobs.ts'
import { readable } from '../../../client/queries.ts'
import { errorWords } from '../../../i18n/errors.ts'
import { Bar } from '../../../ui/bar.tsx'
import { Button } from '../../../ui/button.tsx'
import { isErrorData } from '../../../ui/error-notice.tsx'
import { choose } from './preview-store.ts'
import type { Actions } from './use-actions.ts'
import type { EditorModel } from './use-editor.ts'
import type { PreviewView } from './use-preview.ts'
import css from './editor.module.css'

interface NoticesProps {
  model: EditorModel
  actions: Actions
}

/** What stands between the head and the panes: progress, or why there is no newer preview. */
export function Notices({ model, actions }: NoticesProps) {
  const { t } = useTranslation('preview')
  const { view, environment } = model
  return (
    <>
      <PreviewNotice view={view} env={environment.id} name={environment.name} onAgain={actions.preview} onTarget={() => actions.show({ type: 'target' })} />
      {!view.running && <StatementFailure model={model} actions={actions} />}
      {actions.saveError !== null && <Strip tone="bad" title={t('notice.saveFailed')}><ErrorText error={actions.saveError} /></Strip>}
      {actions.keepError !== null && <Strip tone="bad" title={t('notice.keepFailed')}><ErrorText error={actions.keepError} /></Strip>}
    </>
  )
}

interface PreviewNoticeProps {
  view: PreviewView
  env: string
  name: string
  onAgain: () => void
  onTarget: () => void
}

export function PreviewNotice({ view, env, name, onAgain, onTarget }: PreviewNoticeProps) {
  const { t } = useTranslation('preview')
  const { running, problem, preview, loading } = view
  if (running) return <Running view={running} />
  if (loading && !preview) return <Strip tone="info" title={t('running.starting')}>{null}</Strip>
  if (!problem) return null
  const again = (
    <Button size="s" onClick={onAgain}>
      {t('head.again')}
    </Button>
  )
  if (problem.kind === 'cancelled') return <Strip tone="neutral" title={t(preview ? 'notice.cancelledOld' : 'notice.cancelled')}>{again}</Strip>
  if (problem.kind === 'gone') return <Strip tone="neutral" title={t('notice.gone')}>{again}</Strip>
  if (problem.kind === 'interrupted') return <Strip tone="warn" title={t('notice.interrupted')}>{again}</Strip>
  return <Failure error={problem.error} env={env} name={name} again={again} onTarget={onTarget} />
}

/** How far the preview is; the panes below stay as they are. */
function Running({ view: { job } }: { view: JobView }) {
  const { t } = useTranslation('preview')
  const words = useProgressWords()
  const { progress } = job
  const share = progress?.total ? (progress.done ?? 0) / progress.total : undefined
  const label = job.state === 'cancelling' ? t('running.cancelling') : (progress?.label ?? t('running.title'))
  return (
    <div className={css.strip} data-tone="info" role="status" aria-label={t('running.title')}>
      <span className={css.stripTitle}>{label}</span>
      <span className={css.stripBar}>
        <Bar value={share} label={label} />
      </span>
      <span className={css.stripNote}>{progress && words(progress)}</span>
      <CancelButton job={job} />
    </div>
  )
}

function Failure({ error, env, name, again, onTarget }: { error: unknown; env: string; name: string; again: ReactNode; onTarget: () => void }) {
  const { t } = useTranslation('preview')
  const { code } = isErrorData(error) ? error : readable(error)
  const noShadow = code === 'shadow_unavailable' || code === 'shadow_failed'
  const onTheTarget = () => {
    choose(env, { mode: 'target' })
    onTarget()
  }
  return (
    <Strip tone="bad" title={t('notice.failed')} alert>
      <ErrorText error={error} />
      {noShadow && <p>{t('notice.shadowWays', { env: name })}</p>}
      <div className={css.stripActions}>
        {noShadow && (
          <>
            <Button size="s" onClick={() => navigate({ screen: 'environments', item: env, action: 'edit' })}>
              {t('notice.editEnvironment')}
            </Button>
            <Button size="s" onClick={onTheTarget}>
              {t('notice.useTarget', { env: name })}
            </Button>
          </>
        )}
        {again}
      </div>
    </Strip>
  )
}

function StatementFailure({ model: { migration, fresh }, actions }: NoticesProps) {
  const { t, i18n } = useTranslation('preview')
  const error = migration?.error
  if (!error || !fresh) return null
  const { line, column, statement } = error.where ?? {}
  return (
    <Strip tone="bad" title={line === undefined ? errorWords(error, i18n.language).message : t('notice.failedStatement', { number: statement ?? 1, line })} alert>
      <span className={css.stripText}>{error.pg ? `${error.pg.message} (${error.pg.sqlstate})` : error.message}</span>
      {line !== undefined && (
        <Button size="s" onClick={() => actions.goToLine(line, column)}>
          {t('notice.goThere', { line })}
        </Button>
      )}
    </Strip>
  )
}

export function ErrorText({ error }: { error: unknown }) {
  const { i18n } = useTranslation()
  const data = isErrorData(error) ? error : readable(error).data
  const { message, help } = errorWords(data, i18n.language)
  return (
    <>
      <p>{message}</p>
      {data.state && <p>{data.state}</p>}
      {help && <p>{help}</p>}
    </>
  )
}

interface StripProps {
  tone: 'info' | 'neutral' | 'warn' | 'bad'
  title: ReactNode
  alert?: boolean
  children: ReactNode
}

export function Strip({ tone, title, alert = false, children }: StripProps) {
  return (
    <div className={css.strip} data-tone={tone} role={alert ? 'alert' : 'status'}>
      <b className={css.stripTitle}>{title}</b>
      {children}
    </div>
  )
}
