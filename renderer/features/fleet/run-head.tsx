import { Menu } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Environment } from '#shared/contract/environments.ts'
import type { Fleet, FleetRun } from '#shared/contract/fleet.ts'
import { client } from '../../client/queries.ts'
import { useFormat } from '../../i18n/format.ts'
import { Bar } from '../../ui/bar.tsx'
import { Button } from '../../ui/button.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Tag } from '../../ui/tag.tsx'
import { CountsBar } from './counts-bar.tsx'
import { canResume, isActive, runTones } from './looks.ts'
import { ResumeDialog } from './resume-dialog.tsx'
import { StopDialog } from './stop-dialog.tsx'
import css from './fleet.module.css'

interface RunHeadProps {
  run: FleetRun
  fleet: Fleet
  environment: Environment | undefined
}

/** How far the run is, why it stopped, and what can be done with it now. */
export function RunHead({ run, fleet, environment }: RunHeadProps) {
  const { t } = useTranslation('fleet')
  const format = useFormat()
  const [open, setOpen] = useState<'resume' | 'stop' | null>(null)
  const { state, counts, total, stop, startedAt, endedAt, by, reason } = run
  const took = endedAt === null ? null : new Date(endedAt).getTime() - new Date(startedAt).getTime()
  const facts = [t('run.by', { by }), format.dateTime(startedAt), took !== null && took > 0 && format.duration(took), reason].filter(Boolean).join(' · ')
  return (
    <div className={css.runHead}>
      <div className={css.runLine}>
        <h2>{t('run.title')}</h2>
        <Tag tone={runTones[state]}>{t(`runState.${state}`)}</Tag>
        <span className={css.quiet} title={facts}>{facts}</span>
        <span className={css.gap} />
        {state !== 'preparing' && total > 0 && <ReportMenu run={run.id} />}
        {(state === 'running' || state === 'stopping' || state === 'waiting') && (
          <Button size="s" onClick={() => setOpen('stop')}>
            {t(state === 'stopping' ? 'stop.now' : 'stop.action')}
          </Button>
        )}
        {canResume(state) && environment && (
          <Button size="s" variant="primary" onClick={() => setOpen('resume')}>
            {t(state === 'waiting' ? 'resume.goOn' : 'resume.action')}
          </Button>
        )}
      </div>
      {state === 'preparing' ? <Bar label={t('run.preparing')} /> : total > 0 && <CountsBar counts={counts} total={total} />}
      {state === 'waiting' && <p className={css.notice}>{t('run.waiting', { count: counts.queued })}</p>}
      {state === 'interrupted' && <p className={css.notice}>{t('run.interrupted')}</p>}
      {stop !== null && !isActive(state) && state !== 'waiting' && <p className={css.notice} data-tone="bad">{t('run.stopped', { why: stop })}</p>}
      {state === 'stopping' && <p className={css.notice}>{t('run.stopping', { why: stop ?? '', count: counts.running })}</p>}
      {open === 'resume' && environment && <ResumeDialog run={run} environment={environment} onClose={() => setOpen(null)} />}
      {open === 'stop' && <StopDialog run={run} fleet={fleet} onClose={() => setOpen(null)} />}
    </div>
  )
}

const formats = ['markdown', 'html', 'json', 'junit'] as const

function ReportMenu({ run }: { run: string }) {
  const { t } = useTranslation('fleet')
  const save = useMutation({
    mutationFn: (format: (typeof formats)[number]) => client.fleet.report({ run, format }),
    onSuccess: ({ fileName, mediaType, text }) => saveAs(fileName, new Blob([text], { type: mediaType })),
  })
  return (
    <>
      {save.error && <ErrorNotice error={save.error} />}
      <Menu position="bottom-end">
        <Menu.Target>
          <Button size="s" icon={<Download />} busy={save.isPending}>
            {t('report.action')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {formats.map((format) => (
            <Menu.Item key={format} onClick={() => save.mutate(format)}>
              {t(`report.${format}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </>
  )
}

function saveAs(name: string, blob: Blob): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

