import { Select, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Comparison } from '#shared/contract/compare.ts'
import type { Environment } from '#shared/contract/environments.ts'
import { migrationFileName, undoFileName } from '#shared/migrations/names.ts'
import { nextVersions } from '#shared/migrations/next-version.ts'
import { isVersion, normaliseVersion } from '#shared/migrations/version.ts'
import { splitForMigration } from '#shared/schema/plan-text.ts'
import { MayButton } from '../../app/abilities/may.tsx'
import { navigate } from '../../app/navigation.ts'
import { client, readable, refreshAfterChange, useStatus } from '../../client/queries.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { EnvDot } from '../../ui/env-dot.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { SkeletonLines } from '../../ui/skeleton.tsx'
import { StateDot } from '../../ui/state-dot.tsx'
import { environmentOf } from './sources.ts'
import { useOffer, usePlan, type Choice } from './use-comparison.ts'
import css from './compare.module.css'

interface WriteDialogProps {
  comparison: Comparison
  choice: Choice
  onClose: () => void
}

/** Writes the plan as a migration and its undo into a folder. No database is touched. */
export function WriteDialog({ comparison, choice, onClose }: WriteDialogProps) {
  const { t } = useTranslation(['compare', 'common'])
  const offer = useOffer()
  const withFolder = offer.environments.filter(({ migrationsFolder }) => migrationsFolder !== '')
  const [chosen, choose] = useState<string | null>(null)
  const [description, setDescription] = useState('')
  const [version, setVersion] = useState<string | null>(null)
  const first = [comparison.a, comparison.b].map(({ source }) => environmentOf(source, offer)).find((each) => each && each.migrationsFolder !== '')
  const environment = withFolder.find(({ id }) => id === chosen) ?? first ?? withFolder[0]
  const plan = usePlan(choice, true)
  const proposed = useProposed(environment)
  const used = (version ?? proposed ?? '').trim()
  const count = useMemo(() => plan.data && splitForMigration(plan.data.forward.actions).length, [plan.data])
  const write = useMutation({
    mutationFn: (fingerprint: string) => client.compare.write({ ...choice, env: environment?.id ?? '', description: description.trim(), fingerprint, ...(used !== '' && { version: used }) }),
    onSuccess: () => void refreshAfterChange(),
  })
  const lookAgain = () => {
    write.reset()
    void plan.refetch()
  }
  const ready = environment !== undefined && description.trim() !== '' && (used === '' || isVersion(used)) && plan.data !== undefined && !plan.settling
  const changed = write.isError && readable(write.error).code === 'plan_changed'
  const written = write.data
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('compare:write.title')}
      width={600}
      foot={
        written && environment ? (
          <Written environment={environment} script={written.files[0]} onClose={onClose} />
        ) : (
          <>
            <Button variant="quiet" onClick={onClose}>
              {t('common:cancel')}
            </Button>
            <MayButton operation="compare.write" env={environment?.id} variant="primary" disabled={!ready || changed} busy={write.isPending} onClick={() => plan.data && write.mutate(plan.data.forward.fingerprint)}>
              {t('compare:write.do')}
            </MayButton>
          </>
        )
      }
    >
      {written && environment ? (
        <div className={css.write}>
          <Files
            title={
              <span className={css.written} role="status">
                <StateDot shape="full" tone="ok" /> {t('compare:write.done', { env: environment.name })}
              </span>
            }
            names={written.files}
          />
          {written.notes?.map((note) => (
            <p key={note} className={css.note}>
              {note}
            </p>
          ))}
        </div>
      ) : !environment ? (
        <p>{t('compare:write.noFolders')}</p>
      ) : (
        <div className={css.write}>
          <Select
            label={t('compare:write.into')}
            description={t('compare:write.intoHelp', { folder: environment.migrationsFolder })}
            leftSection={<EnvDot colour={environment.colour} />}
            value={environment.id}
            onChange={choose}
            data={withFolder.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <div className={css.row}>
            <TextInput data-autofocus label={t('compare:write.description')} placeholder={t('compare:write.descriptionHint')} maxLength={200} value={description} onChange={(event) => setDescription(event.currentTarget.value)} />
            <TextInput
              label={t('compare:write.version')}
              title={proposed === undefined ? t('compare:write.versionUnknown') : t('compare:write.versionHelp')}
              value={version ?? proposed ?? ''}
              error={used !== '' && !isVersion(used) ? t('compare:write.versionBad') : undefined}
              onChange={(event) => setVersion(event.currentTarget.value)}
            />
          </div>
          {count !== undefined && <Files title={t('compare:write.files')} names={fileNames(isVersion(used) ? used : undefined, description, count)} />}
          {count !== undefined && count > 1 && <p className={css.note}>{t('compare:write.several', { count })}</p>}
          <PlanPart plan={plan} />
          {changed ? (
            <div className={css.loss} role="alert">
              <b>{t('compare:write.changed')}</b>
              <div>
                <Button size="s" onClick={lookAgain}>
                  {t('compare:write.look')}
                </Button>
              </div>
            </div>
          ) : (
            write.isError && <ErrorNotice error={write.error} />
          )}
        </div>
      )}
    </Dialog>
  )
}

/** The version after the highest of the files; undefined while it is not known. */
function useProposed(environment: Environment | undefined): string | undefined {
  const status = useStatus(environment?.id ?? null)
  const [today] = useState(() => new Date())
  const data = status.data
  return useMemo(() => data && nextVersions(data.migrations.flatMap(({ version }) => (version !== null && isVersion(version) ? [version] : [])), 1, today)[0], [data, today])
}

/** The files that are going to be written: a pair, or one migration for each transaction. */
function fileNames(first: string | undefined, description: string, count: number): string[] {
  const start = first === undefined ? undefined : normaliseVersion(first)
  const versions = start === undefined ? Array.from({ length: count }, () => '…') : [start, ...nextVersions([start], count - 1, new Date(0))]
  const words = (index: number) => (count === 1 ? description : `${description} ${index + 1} of ${count}`)
  return count === 1 ? versions.flatMap((version) => [migrationFileName(version, description), undoFileName(version, description)]) : versions.map((version, index) => migrationFileName(version, words(index)))
}

function Files({ title, names }: { title: React.ReactNode; names: readonly string[] }) {
  return (
    <div className={css.files}>
      <h3>{title}</h3>
      <ul>
        {names.map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
    </div>
  )
}

/** How many statements there are, and what running them loses. */
function PlanPart({ plan }: { plan: ReturnType<typeof usePlan> }) {
  const { t } = useTranslation('compare')
  if (plan.isError) return <ErrorNotice error={plan.error} onRetry={() => void plan.refetch()} />
  if (!plan.data) return <SkeletonLines widths={[50]} />
  const { forward, undo } = plan.data
  const losses = forward.actions.flatMap(({ loses }) => (loses === null ? [] : [loses]))
  return (
    <>
      {losses.length > 0 && (
        <div className={css.loss}>
          <b>{t('write.loses')}</b>
          {losses.slice(0, 5).map((loss) => (
            <p key={loss}>{loss}</p>
          ))}
          {losses.length > 5 && <p>{t('object.more', { count: losses.length - 5 })}</p>}
        </div>
      )}
      <p className={css.quiet}>
        {t('write.contents', { count: forward.actions.length, undo: undo.actions.length })}. {t('write.untouched')}
      </p>
    </>
  )
}

function Written({ environment, script, onClose }: { environment: Environment; script: string | undefined; onClose: () => void }) {
  const { t } = useTranslation(['compare', 'common'])
  const file = script?.split(/[\\/]/).at(-1)
  return (
    <>
      <Button variant="quiet" onClick={onClose}>
        {t('common:close')}
      </Button>
      {file && (
        <Button variant="primary" onClick={() => navigate({ screen: 'migrations', env: environment.id, item: file })}>
          {t('compare:write.openFile')}
        </Button>
      )}
    </>
  )
}
