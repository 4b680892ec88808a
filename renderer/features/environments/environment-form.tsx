import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation } from '@tanstack/react-query'
import { FormProvider, useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { environmentInputSchema, type Environment, type EnvironmentInput } from '#shared/contract/environments.ts'
import { asAppError } from '#shared/contract/client.ts'
import { MayButton } from '../../app/abilities/may.tsx'
import { navigate } from '../../app/navigation.ts'
import { api, client, refreshAfterChange } from '../../client/queries.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { BackupFields } from './backup-fields.tsx'
import { ConnectionFields } from './connection-fields.tsx'
import { DoctorReport, useDoctor } from './doctor.tsx'
import { MigrationFields, PolicyFields } from './migration-fields.tsx'
import { ShadowFields } from './shadow-fields.tsx'
import { UrlField } from './url-field.tsx'
import css from './environment-form.module.css'

export type FormValues = z.input<typeof environmentInputSchema>

/** Adds an environment, or changes one. Nothing is kept before Save; a test uses what stands in the form. */
export function EnvironmentForm({ environment, onClose }: { environment: Environment | null; onClose: () => void }) {
  const { t } = useTranslation(['environments', 'common'])
  const form = useForm<FormValues, unknown, EnvironmentInput>({ resolver: zodResolver(environmentInputSchema), defaultValues: valuesOf(environment), mode: 'onTouched' })
  const doctor = useDoctor()
  const save = useSave(environment, onClose)
  const submit = form.handleSubmit((input) =>
    save.mutateAsync(input).catch((thrown: unknown) => {
      const field = asAppError(thrown).data.where?.field
      if (field) form.setError(field as 'name', { message: asAppError(thrown).message })
    }),
  )
  const test = form.handleSubmit((draft) => doctor.ask({ draft, ...(environment && { env: environment.id }) }))
  return (
    <Dialog
      open
      onClose={onClose}
      width={680}
      locked={form.formState.isDirty}
      title={environment ? t('environments:form.change', { name: environment.name }) : t('environments:form.new')}
      foot={
        <>
          <Button busy={doctor.running} onClick={() => void test()}>
            {doctor.running ? t('environments:doctor.running') : t('environments:test')}
          </Button>
          <span className={css.gap} />
          <Button variant="quiet" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <MayButton operation={environment ? 'environments.update' : 'environments.create'} env={environment?.id} variant="primary" type="submit" form="environment-form" busy={save.isPending}>
            {t('common:save')}
          </MayButton>
        </>
      }
    >
      <FormProvider {...form}>
        <form id="environment-form" className={css.form} noValidate onSubmit={(event) => void submit(event)}>
          {!environment && <UrlField />}
          <ConnectionFields hasPassword={environment?.hasPassword ?? false} />
          <MigrationFields />
          <PolicyFields />
          <BackupFields />
          <ShadowFields />
        </form>
      </FormProvider>
      {doctor.begun && (
        <section className={css.report}>
          <DoctorReport doctor={doctor} />
        </section>
      )}
      {save.isError && <ErrorNotice error={save.error} />}
    </Dialog>
  )
}

function useSave(environment: Environment | null, onClose: () => void) {
  return useMutation({
    mutationKey: api.environments.key(),
    mutationFn: (input: EnvironmentInput) => (environment ? client.environments.update({ env: environment.id, environment: input }) : client.environments.create(input)),
    onSuccess: async ({ id }) => {
      await refreshAfterChange()
      navigate({ screen: 'environments', env: id, item: id, ...(!environment && { action: 'doctor' }) })
      onClose()
    },
  })
}

function valuesOf(environment: Environment | null): FormValues {
  if (!environment) {
    return {
      name: '', class: 'development', migrationsFolder: '', schema: 'public', historyTable: 'flyway_schema_history',
      connection: { host: 'localhost', port: 5432, database: '', user: '', sslmode: 'prefer' }, policies: { backupBeforeMigrating: true, lockTimeoutMs: 5000, statementTimeoutMs: 0, outOfOrder: false, previewRows: 500, previewTimeoutMs: 60_000, archiveDays: 90 },
    }
  }
  const { id: _id, hasPassword: _kept, sample: _sample, createdAt: _created, updatedAt: _updated, ...values } = environment
  return values
}
