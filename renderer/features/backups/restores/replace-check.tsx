import { Checkbox, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Backup } from '#shared/contract/backups.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { ReplaceCheck as Check } from '#shared/contract/restores.ts'
import { api } from '../../../client/queries.ts'
import { useFormat } from '../../../i18n/format.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { SkeletonLines } from '../../../ui/skeleton.tsx'
import type { RestoreChoice } from '../restore-wizard.tsx'
import { Sessions } from './sessions.tsx'
import css from './restores.module.css'

interface ReplaceCheckProps {
  choice: RestoreChoice
  backup: Backup
  target: Environment
  onChange: (patch: Partial<RestoreChoice>) => void
}

/** As the server is now; asked again whenever the step is opened. */
export function useReplaceCheck(env: string | null, enabled: boolean) {
  return useQuery({ ...api.restores.check.queryOptions({ input: { env: env ?? '' } }), enabled: enabled && env !== null, staleTime: 0 })
}

export function canReplace(check: Check | undefined, { endSessions, withoutSafety, reason }: RestoreChoice): boolean {
  if (!check || check.problems.length > 0) return false
  return (endSessions || check.sessions.every(({ own }) => own)) && (!withoutSafety || reason.trim() !== '')
}

/** All that will happen, who is connected and what stands in the way, before it begins. */
export function ReplaceCheck({ choice, backup, target, onChange }: ReplaceCheckProps) {
  const { t } = useTranslation('restores')
  const check = useReplaceCheck(target.id, true)
  if (check.isPending) return <SkeletonLines widths={[60, 90, 80, 70]} />
  if (check.isError) return <ErrorNotice error={check.error} onRetry={() => void check.refetch()} />
  return (
    <div className={css.fields}>
      {check.data.problems.length > 0 ? (
        <Sentences title={t('check.problems')} tone="bad" texts={check.data.problems}>
          <Button size="s" busy={check.isFetching} onClick={() => void check.refetch()}>
            {t('lookAgain')}
          </Button>
        </Sentences>
      ) : (
        <WhatHappens check={check.data} backup={backup} choice={choice} />
      )}
      {check.data.notes.length > 0 && <Sentences title={t('check.notes')} tone="warn" texts={check.data.notes} />}
      <Sessions sessions={check.data.sessions} agreed={choice.endSessions} onAgree={(endSessions) => onChange({ endSessions })} />
      {check.data.problems.length === 0 && <Consent choice={choice} target={target} onChange={onChange} />}
    </div>
  )
}

function WhatHappens({ check, backup, choice }: { check: Check; backup: Backup; choice: RestoreChoice }) {
  const { t } = useTranslation('restores')
  const format = useFormat()
  const { database, aside, keepUntil } = check
  const steps = [
    t(choice.withoutSafety ? 'check.noSafety' : 'check.safety', { database }),
    t('check.beside', { tables: backup.tableCount, rows: format.number(backup.rowCount) }),
    t('check.differs'),
    t('check.close'),
    t('check.swap'),
    keepUntil === null ? t('check.keptForever', { aside }) : t('check.kept', { aside, until: format.exact(keepUntil) }),
  ]
  return (
    <section className={css.steps} aria-label={t('check.will')}>
      <h3>{t('check.will')}</h3>
      <ol>
        {steps.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ol>
      <p className={css.lost}>{t('check.lost', { when: format.exact(backup.createdAt) })}</p>
    </section>
  )
}

export function Sentences({ title, tone, texts, children }: { title: string; tone: 'bad' | 'warn'; texts: readonly string[]; children?: React.ReactNode }) {
  return (
    <section className={css.sentences} data-tone={tone} aria-label={title}>
      <h3>{title}</h3>
      {texts.map((text) => (
        <p key={text}>{text}</p>
      ))}
      {children}
    </section>
  )
}

function Consent({ choice, target, onChange }: Pick<ReplaceCheckProps, 'choice' | 'target' | 'onChange'>) {
  const { t } = useTranslation('restores')
  const asks = target.policies.confirm ?? false
  return (
    <>
      <Checkbox label={t('check.withoutSafety')} description={t('check.withoutSafetyText')} checked={choice.withoutSafety} onChange={(event) => onChange({ withoutSafety: event.currentTarget.checked })} />
      {asks && <TextInput label={t('check.confirm', { name: target.name })} value={choice.confirm} spellCheck={false} autoComplete="off" onChange={(event) => onChange({ confirm: event.currentTarget.value })} />}
      {(asks || choice.withoutSafety) && <Textarea autosize minRows={2} label={t('check.reason')} value={choice.reason} onChange={(event) => onChange({ reason: event.currentTarget.value })} />}
    </>
  )
}
